// Words, marks and white space of the language. docs/language.md §1 says what they mean.
//
// The lexer reads bytes: the stream hands it 0x7F for every byte of a character beyond ASCII, because such characters
// may only stand in quotes and comments, and because ANTLR's fast tables end at 0x7F.
lexer grammar JianheLexer;

// Never made by the lexer: put before lines of a text that has errors, where a line that is not complete would take
// words from the next one (dsl/parse/split_declarations.h).
tokens { LINE_END }

// when P12 = 4
// Reserved: these can be no name or code without quotes.
AND     : 'and';
OR      : 'or';
NOT     : 'not';
IN      : 'in';
IS      : 'is';
HAS     : 'has';
ANY     : 'any';
ALL     : 'all';
WHEN    : 'when';
EXPECT  : 'expect';
ELSE    : 'else';
DEFAULT : 'default';
MATCHES : 'matches';
MOD     : 'mod';
UNIQUE  : 'unique';
IF      : 'if';

// segment MB1 in MB "健保資料段"
// Keywords by place: elsewhere they are words like any other; the parser rule `word` lists them.
SPECIFICATION : 'specification';
VERSION       : 'version';
SOURCE        : 'source';
WIRE          : 'wire';
ENCODING      : 'encoding';
GIVEN         : 'given';
OPTIONAL      : 'optional';
EXAMPLE       : 'example';
KEY           : 'key';
PRIVATE       : 'private';
AS            : 'as';
DATES         : 'dates';
CODE_SETS     : 'code_sets';
SWITCHES      : 'switches';
BY            : 'by';
CODES         : 'codes';
FROM          : 'from';
REPORT        : 'report';
FIELD_CODES   : 'field_codes';
ENVELOPE      : 'envelope';
OPEN          : 'open';
CODESET       : 'codeset';
WITH          : 'with';
SET           : 'set';
SEGMENT       : 'segment';
EXACTLY       : 'exactly';
CODE          : 'code';
LIST          : 'list';
OF            : 'of';
EACH          : 'each';
UP            : 'up';
TO            : 'to';
PLACEHOLDER   : 'placeholder';
FOLLOWED      : 'followed';
CELL          : 'cell';
PRESENCE      : 'presence';
TABLE         : 'table';
ALLOWED       : 'allowed';
OTHERS        : 'others';
UNCHECKED     : 'unchecked';
RULE          : 'rule';
AT            : 'at';
FOR           : 'for';
SUPERSEDES    : 'supersedes';
NEEDS         : 'needs';
BLOCKS        : 'blocks';
ALLOW         : 'allow';
NOTICE        : 'notice';
REJECT        : 'reject';
UNTIL         : 'until';
RECORD        : 'record';
ORDER         : 'order';
FILE          : 'file';
DAY           : 'day';
DAYS          : 'days';
MONTH         : 'month';
MONTHS        : 'months';
NO            : 'no';
ONLY          : 'only';
EMPTY         : 'empty';
REQUIRED      : 'required';
PLAUSIBLE     : 'plausible';
WELL_FORMED   : 'well-formed';
WEIGHT        : 'weight';
ABSENT        : 'absent';
BLANK         : 'blank';
TIMES         : 'times';
ACCEPTED      : 'accepted';
FINDS         : 'finds';
GENERATE      : 'generate';
RECEIVED_AT   : 'received_at';
SHIFT         : 'shift';
RANDOM        : 'random';
ONE           : 'one';
PER           : 'per';
SAME          : 'same';
EARLIER       : 'earlier';
MASTER        : 'master';
SAMPLE        : 'sample';
PROVIDER      : 'provider';
BUILT_IN      : 'built_in';
SCENARIO      : 'scenario';
DECIDES       : 'decides';
ON            : 'on';
WHILE         : 'while';
STAYS         : 'stays';
MAY           : 'may';
AFTER         : 'after';
USING         : 'using';
BUFFER        : 'buffer';
BUILD         : 'build';
DERIVE        : 'derive';
ASK           : 'ask';
KEEP          : 'keep';
PADDED        : 'padded';
POSITION      : 'position';
BUILT         : 'built';
KEPT          : 'kept';
REFUSED       : 'refused';
RELATION      : 'relation';
IMPORTED      : 'imported';
LOOK_UP       : 'look_up';
HOLDS         : 'holds';
ADDS          : 'adds';
TAKE          : 'take';
BACK          : 'back';
LEAVES        : 'leaves';

// P05[7..9]   +   :   { }
DOT_DOT       : '..';
ARROW         : '->';
DOT           : '.';
COMMA         : ',';
BECOMES       : ':=';
COLON         : ':';
SLASH         : '/';
OPEN_BRACE    : '{';
CLOSE_BRACE   : '}';
OPEN_PAREN    : '(';
CLOSE_PAREN   : ')';
OPEN_BRACKET  : '[';
CLOSE_BRACKET : ']';
EQUAL         : '=';
NOT_EQUAL     : '!=';
LESS_EQUAL    : '<=';
GREATER_EQUAL : '>=';
LESS          : '<';
GREATER       : '>';
PLUS          : '+';
MINUS         : '-';
STAR          : '*';
TILDE         : '~';
QUESTION      : '?';
AT_SIGN       : '@';

// 5.1
DECIMAL : [0-9]+ '.' [0-9]+;
// 0001
INTEGER : [0-9]+;
// 0USE4FA11RP4J370WR4K
WORD    : [A-Za-z0-9_]+;

// "PCRP-COVID19"
STRING          : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '"';
UNCLOSED_STRING : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '\\'?;

// // from here to the end of the line
COMMENT : '//' ~[\n]* -> channel(HIDDEN);
SPACE   : [ \t\r\n]+ -> skip;

// ，
FOREIGN_TEXT : [\u007F]+;
STRAY        : . ;
