// The syntax of the language. docs/language.md says what each construct means, dsl/ast what becomes of it.
// Above each rule stands a sample. Nothing here needs more than two tokens of lookahead, apart from a type's last
// number that the next field's tag follows, and a clause `default F =` behind a value that `default` could go on.
parser grammar JianheParser;

options { tokenVocab = JianheLexer; }

// all of one file
file : declaration* EOF;

// rule R054 at P52 expect P52 = LOST
declaration
    : specificationDecl
    | fieldCodesDecl
    | envelopeDecl
    | codeSetDecl
    | setDecl
    | segmentDecl
    | cellDecl
    | presenceDecl
    | tableDecl
    | masterDecl
    | providerDecl
    | scenarioDecl
    | ruleDecl
    | bufferDecl
    | buildDecl
    | recordDecl
    | buildExampleDecl
    | exampleDecl
    | generateDecl
    | relationDecl
    | effectDecl
    ;

// ---- words ----------------------------------------------------------------------------------------------------------

// visit_time   01   code
word
    : WORD | INTEGER
    | SPECIFICATION | VERSION | SOURCE | WIRE | ENCODING | GIVEN | OPTIONAL | EXAMPLE | KEY | PRIVATE | AS | DATES
    | CODE_SETS | SWITCHES | BY | CODES | FROM | REPORT | FIELD_CODES | ENVELOPE | OPEN | CODESET | WITH | SET | SEGMENT
    | EXACTLY | CODE | LIST | OF | EACH | UP | TO | PLACEHOLDER | FOLLOWED | CELL | PRESENCE | TABLE | ALLOWED | OTHERS
    | UNCHECKED | RULE | AT | FOR | SUPERSEDES | NEEDS | BLOCKS | ALLOW | NOTICE | REJECT | UNTIL | RECORD | ORDER | FILE
    | DAY | DAYS | PLAUSIBLE | MONTH | MONTHS | NO | ONLY | EMPTY | REQUIRED | WEIGHT | ABSENT | BLANK | TIMES | ACCEPTED | FINDS
    | GENERATE | RECEIVED_AT | SHIFT | RANDOM | ONE | PER | SAME | EARLIER | MASTER | SAMPLE | PROVIDER | BUILT_IN
    | SCENARIO | DECIDES | ON | WHILE | STAYS | MAY | AFTER | USING
    | BUFFER | BUILD | DERIVE | ASK | KEEP | PADDED | POSITION | BUILT | KEPT | REFUSED
    | RELATION | IMPORTED | LOOK_UP | HOLDS | ADDS | TAKE | BACK | LEAVES
    ;
// P03, P15
words : word (COMMA word)*;
// "PCRP-COVID19"   AC
code : word | STRING;
// R014, R017
codes : code (COMMA code)*;
// "補卡註記"
text : STRING;
// 1.5
literal : word | STRING | DECIMAL;
// 0..500
span : literal DOT_DOT literal;

// ---- the specification ----------------------------------------------------------------------------------------------

// specification nhi_upload "健保卡資料上傳格式" version "2.0" { … }
specificationDecl : SPECIFICATION word text VERSION text OPEN_BRACE headerEntry* CLOSE_BRACE;

headerEntry
    : LINE_END?
      ( sourceEntry | wireEntry | givenEntry | keyEntry | privateEntry | datesEntry | codeSetsEntry | switchesEntry
      | codesEntry | reportEntry )
    ;
// source "就醫識別碼和健保卡資料上傳格式2.0作業說明"
sourceEntry : SOURCE text;
// wire xml RECS/REC encoding big5
wireEntry : WIRE word wirePath ENCODING word;
// RECS/REC
wirePath : word (SLASH word)*;
// given received_at : datetime "上傳日期時間" example P11 + 1 day
givenEntry : GIVEN word COLON word OPTIONAL? text? (EXAMPLE expr)?;
// key P03, P15
keyEntry : KEY words;
// private P03, P06 as national_id
privateEntry : PRIVATE words AS mask;
// all
mask : word | ALL;
// dates visit_time = P49 when P12 in {2, 3, 4} and P49 is given, else P11
datesEntry : DATES word EQUAL word (WHEN expr COMMA (datesChoice COMMA)* ELSE word)?;
// P49 when P12 = 4
datesChoice : word WHEN expr;
// code_sets by visit_time
codeSetsEntry : CODE_SETS BY word;
// switches by received_at
switchesEntry : SWITCHES BY word;
// codes from "codes.csv"
codesEntry : CODES FROM text;
// report nhi from "result-file.template"
reportEntry : REPORT word FROM text;

// field_codes { missing AA  not_allowed AF }
fieldCodesDecl : FIELD_CODES OPEN_BRACE roleCode* CLOSE_BRACE;
// envelope { not_encoded Y014 }
envelopeDecl : ENVELOPE OPEN_BRACE roleCode* CLOSE_BRACE;
// missing AA
roleCode : word code COMMA?;

// ---- sets and segments ----------------------------------------------------------------------------------------------

// open codeset frequency "用法(頻率)" from "codesets/D08_frequency.csv" with birth_order : number
codeSetDecl : OPEN? CODESET word text? FROM text (WITH codeSetColumn (COMMA codeSetColumn)*)? waiver*;
// birth_order : number
codeSetColumn : word COLON word;
// set exempt_routes "針劑、透析、陰道用藥途徑" = { HD ID IA }
setDecl : SET word text? EQUAL setLiteral waiver*;
// {01..09, AC}
setLiteral : OPEN_BRACE (setItem COMMA?)* CLOSE_BRACE;
// 01..09
setItem : literal (DOT_DOT literal)?;

// segment MB2 in MB "醫療專區" as order 0..500, 0..10 when K00 = 2 { … }
segmentDecl
    : SEGMENT word (IN word)? text? (AS word segmentLimit (COMMA segmentLimit)*)? OPEN_BRACE fieldDecl* CLOSE_BRACE
    ;
// 0..10 when K00 = 2
segmentLimit : word DOT_DOT word (WHEN expr)?;
// P12  backfill_mark  "補卡註記"  code backfill_mark 1
fieldDecl : LINE_END? word word text typeExpr;
// number 1 in 1..5 else BB01
typeExpr : typeName (IN span)? placeholder* (ELSE code)?;
typeName
    // list of code body_position each 2 up to 3
    : LIST OF CODE word EACH INTEGER (UP TO INTEGER)?   # listType
    // code backfill_mark 1
    | CODE word INTEGER?                                # codeType
    // text exactly 256
    | WORD EXACTLY? (INTEGER | DECIMAL)?                # plainType
    // facility_code up to 10
    | WORD UP TO INTEGER                                # boundedType
    ;
placeholder
    // or placeholder { LOST0000000000000000 } as LOST
    : OR PLACEHOLDER OPEN_BRACE (code COMMA?)* CLOSE_BRACE (AS word)? waiver*   # placeholderValues
    // or placeholder each abnormal_serial followed by 0000000000000000 as ABNORMAL
    | OR PLACEHOLDER EACH word FOLLOWED BY code (AS word)? waiver*              # placeholderPrefix
    ;

// ---- presence and tables --------------------------------------------------------------------------------------------

// cell back = V when P12 in {2, 3, 4}, ~ when P12 = 1, else *
cellDecl : CELL mark EQUAL mark (WHEN expr COMMA (cellChoice COMMA)* ELSE mark)? waiver*;
// ~ when P12 = 1
cellChoice : mark WHEN expr;
// V   ~   serial
mark : word | TILDE | STAR | QUESTION | AT_SIGN;
// presence by K01 { … }      Lines are told apart when the tree is built.
presenceDecl : PRESENCE BY word OPEN_BRACE presenceCell* CLOSE_BRACE;
presenceCell : mark | STRING;
// table prescription_count (kind : Q04, count : field) { A P24   B P25 }
// table visit_by_facility_category (P56, P07) allowed from "codesets/P56_allowed_P07.csv" others unchecked
// table dispense_by_kind (P23, Q02) decides { {1, C}  1 : refused   others : allowed }
tableDecl
    : TABLE word OPEN_PAREN tableColumn (COMMA tableColumn)* CLOSE_PAREN
      ( OPEN_BRACE (code COMMA?)* CLOSE_BRACE
      | ALLOWED FROM text (OTHERS UNCHECKED)?
      | DECIDES OPEN_BRACE decisionRow* CLOSE_BRACE
      ) waiver*
    ;
// {1, C, D}  not exempt_routes : refused from 1120901
decisionRow : decisionCell+ COLON word (FROM word)? (UNTIL word)?;
// not {1, C}   01..09   empty   *
decisionCell : NOT? (literal (DOT_DOT literal)? | setLiteral) | STAR;
// kind : Q04
tableColumn : word (COLON word)?;

// ---- what others know ----------------------------------------------------------------------------------------------

// master drugs "藥品主檔" (code : text 12, valid : period) key code sample "masters/drugs.csv"
masterDecl
    : MASTER word text? OPEN_PAREN masterColumn (COMMA masterColumn)* CLOSE_PAREN (KEY words)? (SAMPLE text)? waiver*
    ;
// code : text 12
masterColumn : word COLON word INTEGER?;
// provider visit_identity (id : visit_id) -> (person : national_id) built_in visit_id_composition sample "identity.csv"
providerDecl
    : PROVIDER word text? OPEN_PAREN providerPart (COMMA providerPart)* CLOSE_PAREN ARROW
      OPEN_PAREN providerPart (COMMA providerPart)* CLOSE_PAREN (BUILT_IN word)? (SAMPLE text)? waiver*
    ;
// place : facility_code
providerPart : word COLON word;
// scenario backfill "補卡" when P12 in {2, 3, 4}
scenarioDecl : SCENARIO word text WHEN expr waiver*;

// ---- constructions --------------------------------------------------------------------------------------------------

// buffer seq_number "讀卡取號" 296 { P11 0..12  P13 13..16  same_day 295 }
bufferDecl : BUFFER word text word OPEN_BRACE (bufferPart COMMA?)* CLOSE_BRACE waiver*;
// P11 0..12
bufferPart : word word (DOT_DOT word)?;
// build backfill "補卡" from seq_number { set K01 = A  derive Q01 := P11 for each order }
buildDecl : BUILD word text (FROM words)? OPEN_BRACE buildClause* CLOSE_BRACE;
buildClause
    : LINE_END?
      ( SET word (EQUAL literal | ABSENT) clauseTail                 // set K01 = A      set P21 absent
      | DEFAULT word EQUAL literal clauseTail                        // default P12 = 1
      | DERIVE derivation (COMMA derivation)* clauseTail             // derive P12 := 4, P52 := LOST when P52 is empty
      | ASK words OPTIONAL? clauseTail                               // ask P19, P16 when P23 in {1, C}
      | KEEP keptValue (COMMA keptValue)* (FOR word)? clauseTail     // keep P49 := P11, P03 for backfill
      | SCENARIO word                                                // scenario backfill
      )
    ;
// P16 := P18 followed by 0000000000000000      Q03 := position of order padded 3
derivation : word BECOMES (POSITION OF word | sum) (FOLLOWED BY code)? (PADDED word)?;
// P49 := P11
keptValue : word (BECOMES sum)?;
// when P12 = 2 for each order
clauseTail : (WHEN expr)? (FOR EACH word)?;

// ---- history --------------------------------------------------------------------------------------------------------

relationDecl
    // relation visit "已收載之就醫紀錄" for each order { P03 P15 look_up by P15 look_up by (P03, P11) }
    : RELATION word text? (FOR EACH word | IMPORTED)? OPEN_BRACE listEntry* CLOSE_BRACE
      (SAMPLE text)? waiver*                                                                                # listRelation
    // relation refill key (visit : visit_id, kind : {C, F}) holds (place : facility_code) { on issue none : issued }
    | RELATION word text? KEY OPEN_PAREN keyColumn (COMMA keyColumn)* CLOSE_PAREN
      (HOLDS OPEN_PAREN keyColumn (COMMA keyColumn)* CLOSE_PAREN)?
      OPEN_BRACE ON word+ lifeLine* CLOSE_BRACE waiver*                                                     # lifeCycle
    ;
// look_up by (P03, P11)      P03
listEntry : LOOK_UP BY keyFields | word;
// visit : visit_id      kind : {C, F}      number : 1..4
keyColumn : word COLON (setLiteral | span | word);
// issued : issued dispensed voided
lifeLine : word COLON word+;

// on accepted for each (kind, times) in { (C, P26) (F, P29) } when K01 = A { visit adds }
effectDecl : ON ACCEPTED effectPart* OPEN_BRACE effectAction* CLOSE_BRACE;
effectPart : forEach | whenPart;
effectAction
    // take back visit by (P03, P15)
    : TAKE BACK word BY keyFields                                                            # takesBack
    // refill(P15, kind, 1..times) issue with place = P05
    | word OPEN_PAREN keyPart (COMMA keyPart)* CLOSE_PAREN word (WITH heldValue (COMMA heldValue)*)?   # keyEvent
    // visit adds
    | word ADDS                                                                              # addsRow
    ;
// any      P15      1..times
keyPart : ANY | sum (DOT_DOT sum)?;
// place = P05
heldValue : word EQUAL sum;
// P15      P15 = P16
lookedUp : word (EQUAL sum)?;

// ---- rules ----------------------------------------------------------------------------------------------------------

// rule R054, R017 at P52 for each order "…" notice when P12 = 4 expect P52 = LOST
ruleDecl : RULE codes AT words rulePart*;
rulePart : message | forEach | dispositions | supersedes | needs | blocks | waiver | whenPart | expectPart;
// "P12=4時，M52必為LOST0000000000000000"
message : STRING;
// for each order      for each (kind, count) in prescription_count
forEach : FOR EACH (word | OPEN_PAREN words CLOSE_PAREN IN tuples);
tuples
    // prescription_count
    : word                                           # tuplesOfTable
    // { (R014, P21), (R017, P22) }
    | OPEN_BRACE (tuple COMMA?)* CLOSE_BRACE         # writtenTuples
    ;
// (R014, P21)
tuple : OPEN_PAREN codes CLOSE_PAREN;
// notice until 1120831, reject record from 1120901 by received_at
dispositions : disposition (COMMA disposition)* (BY word)? | BY word;
// reject record from 1120901      may reject record
disposition : (NOTICE | MAY? REJECT (RECORD | ORDER | FILE)) (FROM word)? (UNTIL word)?;
// supersedes BA
supersedes : SUPERSEDES codes;
// needs drugs
needs : NEEDS words;
// blocks record
blocks : BLOCKS words;
// allow L605 "the official list has both"      Stands behind what the lint is about.
waiver : ALLOW word STRING;
// when P12 = 4
whenPart : WHEN expr;
// expect P52 = LOST
expectPart : EXPECT expr;

// ---- expressions, loosest first -------------------------------------------------------------------------------------

// P12 = 4 and P49 is given or P07 = AC
expr : orExpr;
orExpr : andExpr (OR andExpr)*;
andExpr : notExpr (AND notExpr)*;
notExpr
    // not P12 = 4
    : NOT notExpr                                            # negation
    // any earlier visit by (P03, P11 = P19) has visit.P05 != P05
    | (ANY | ALL) EARLIER word BY (lookedUp | OPEN_PAREN lookedUp (COMMA lookedUp)* CLOSE_PAREN) (HAS expr)?   # earlierRows
    // all refill(P16, C, any) has refill is issued      any refill(P16, any, any) is issued
    | (ANY | ALL) word OPEN_PAREN keyPart (COMMA keyPart)* CLOSE_PAREN (HAS expr | IS NOT? word)               # keysOf
    // any order has Q04 = C      What follows belongs to the rows up to the next bracket.
    | (ANY | ALL) word HAS expr                              # quantified
    // unique (P03, Q06) in file while K01 = D stays for P03
    | UNIQUE keyFields (IN FILE (WHILE expr STAYS FOR keyFields)?)?   # uniqueKey
    // same P05 in file
    | SAME keyFields IN FILE                                 # sameKey
    | comparison                                             # compared
    ;
// (P03, Q06)
keyFields : word | OPEN_PAREN words CLOSE_PAREN;
// P26 <= 4
comparison : sum comparisonTail?;
comparisonTail
    // <= 4
    : (EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL) sum   # ordered
    // not in {01..09}      in 61..92      in exempt_routes
    | NOT? IN (setLiteral | sum (DOT_DOT sum)?)                               # membership
    // matches "IC??"
    | NOT? MATCHES STRING                                                     # pattern
    // has no {G..Z}
    | HAS (NO | ONLY) setLiteral                                              # content
    // has Q06 on date(visit_time)
    | HAS sum (ON sum)?                                                       # masterRow
    // is not given      is dispensed
    | IS NOT? (GIVEN | EMPTY | REQUIRED | WELL_FORMED | PLACEHOLDER | PLAUSIBLE | word)   # state
    ;
// P21 + 1
sum : product ((PLUS | MINUS) product)*;
// P21 mod P20
product : unary ((STAR | MOD) unary)*;
// -1
unary : MINUS unary | postfix;
postfix : primary postfixPart*;
postfixPart
    // [7..9]
    : OPEN_BRACKET word DOT_DOT word CLOSE_BRACKET   # slice
    // .birth_order
    | DOT word                                       # attribute
    // default 0
    | DEFAULT literal                                # defaulted
    ;
primary
    // date(P11)   drugs(Q06 on date(P11))
    : word OPEN_PAREN expr (COMMA expr)* (ON expr)? CLOSE_PAREN   # call
    // count(order has Q02 = 1)
    | word OPEN_PAREN word HAS expr CLOSE_PAREN           # countOf
    // 3 months
    | word (DAY | DAYS | MONTH | MONTHS)                  # duration
    // P12
    | word                                                # name
    // 1.5
    | DECIMAL                                             # decimal
    // "PCRP-COVID19"
    | STRING                                              # string
    // (P56, P07)
    | OPEN_PAREN expr (COMMA expr)* CLOSE_PAREN           # grouped
    ;

// ---- records and examples -------------------------------------------------------------------------------------------

// record western_visit "西醫門診" weight 60 = { … }      record b = western_visit with { … }
recordDecl : RECORD word text? (WEIGHT word)? EQUAL (word WITH)? recordBody;
// { K00 = 1  order { Q02 = 1 } }
recordBody : OPEN_BRACE (recordEntry COMMA?)* CLOSE_BRACE;
recordEntry
    // no order
    : NO word                                                  # noRows
    // order[2] { Q03 = 1 }
    | word OPEN_BRACKET word CLOSE_BRACKET valueBody           # changedRow
    // order { Q03 = 1 } times 501
    | word valueBody (TIMES word)?                             # addedRow
    // P12 = 4
    | fieldValue                                               # plainValue
    ;
// { received_at = 1120831120000 }
valueBody : OPEN_BRACE (fieldValue COMMA?)* CLOSE_BRACE;
// P12 = 4   Q15 absent   Q15 blank
fieldValue : word (EQUAL literal | ABSENT | BLANK);
// example "…" western_visit with { P12 = 4 } given { received_at = 1120831120000 } finds P52:R054, P13:RA02 only
// example western_visit after western_visit finds P15:RC01
exampleDecl
    : EXAMPLE text? word (WITH recordBody)? (AFTER earlier (COMMA earlier)*)? (USING words)?
      (GIVEN valueBody)? (ACCEPTED | FINDS finding (COMMA finding)* ONLY?)? (LEAVES expr)? waiver*
    ;
earlier
    // file { western_visit, other_visit with { P12 = 4 } }
    : FILE OPEN_BRACE earlierRecord (COMMA earlierRecord)* CLOSE_BRACE   # earlierFile
    // western_visit with { P12 = 4 }
    | earlierRecord                                                      # sameFile
    ;
// western_visit with { P12 = 4 }
earlierRecord : word (WITH recordBody)?;
// Q05[1]:AF
finding : word (OPEN_BRACKET word CLOSE_BRACKET)? COLON code;

// example "…" build backfill visit with { P12 = 2 } from seq_number { P13 = 0001 } needs P49
buildExampleDecl
    : EXAMPLE text? BUILD word word? (WITH recordBody)? (FROM bufferValue (COMMA bufferValue)*)? (GIVEN valueBody)?
      buildResult waiver*
    ;
// seq_number of visit { P13 = 0001  same_day = Y }
bufferValue : word (OF word)? valueBody?;
buildResult
    // built { P12 = 2  order[1] { Q01 = 1141013091530 } }
    : BUILT recordBody?                               # builtResult
    // kept { P49 = 1141013091530 }
    | KEPT valueBody?                                 # keptResult
    // needs P49, Q06[2] only
    | NEEDS missing (COMMA missing)* ONLY?            # neededResult
    // refused P52:R054, P12
    | REFUSED objection (COMMA objection)* ONLY?      # refusedResult
    ;
// Q06[2]
missing : word (OPEN_BRACKET word CLOSE_BRACKET)?;
// P52:R054      without a code: a clause of the construction refuses
objection : word (OPEN_BRACKET word CLOSE_BRACKET)? (COLON code)?;

// generate { shift up to 20 days }
generateDecl : GENERATE OPEN_BRACE generateLine* CLOSE_BRACE;
generateLine
    // received_at 1141015200000
    : RECEIVED_AT word                                             # receivedAt
    // shift up to 20 days
    | SHIFT UP TO word (DAY | DAYS)                                # shifted
    // P15 random visit_id for P03 at P11
    | word RANDOM WORD INTEGER? (FOR word)? (AT word)?             # randomValue
    // P05 one of { 3502060427 2501180018 } per file
    | word ONE OF OPEN_BRACE (literal COMMA?)* CLOSE_BRACE (PER FILE)?   # oneOf
    // P44 in 200..1500
    | word IN span                                                 # inRange
    // Q01 same as P11
    | word SAME AS word                                            # sameAs
    // P04 earlier by 0..20000 days
    | word EARLIER BY span (DAY | DAYS)                            # earlierBy
    ;
