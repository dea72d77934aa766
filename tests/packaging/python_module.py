"""What the Python module gives beside the program of the documentation. Usage: python_module.py BUNDLE"""
import sys

import jianhe

bundle = open(sys.argv[1], "rb").read()
specification = jianhe.Specification(bundle)
assert specification.bundle.startswith("sha256:") and specification.version, specification.bundle
assert jianhe.Specification().bundle == ""


def refused(text, function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except jianhe.Error as error:
        assert text in str(error), error
        return
    raise AssertionError("not refused: " + text)


refused("too old", jianhe.Specification, bundle, at_least="99")
refused("tampered", jianhe.Specification, bundle[:5000] + b"?" + bundle[5001:])
refused("truncated", jianhe.Specification, bundle[:5000])
refused("no construction `no_such`", jianhe.build, "no_such")
refused("no field `no_such`", jianhe.build, "normal_visit", {"no_such": 1})
refused("not a time", jianhe.validate, b"", received_at="noon")
try:
    jianhe.validate(b"", recieved_at="1141013200000")
    raise AssertionError("an unknown keyword was taken")
except TypeError as error:
    assert "recieved_at" in str(error)

result = jianhe.validate(b"<RECS><REC>", specification)
assert result["verdict"] == "refused" and result["findings"], result
outcome = jianhe.build("normal_visit", {("D06", 1): "AC48152100"}, specification=specification)
assert outcome["status"] == "needs_more" and outcome["xml"] is None, outcome
assert {need["field"] for need in outcome["needs"]} >= {"M11", "M15"}, outcome["needs"]
