import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether each file keeps each standard: java Check.java ua1,3a FILE...
 *
 * Prints tab-separated lines: "broken", file, flavour, and what is broken; and "checked", file, flavour when the answer is
 * complete, so that a run which dies half-way is never taken for a file without faults.
 */
class Check {
    private static final int MOST_FAILURES_SHOWN = 10_000;

    public static void main(String[] arguments) throws IOException {
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 1; i < arguments.length; i++) {
            for (String flavour : arguments[0].split(",")) {
                check(arguments[i], flavour);
            }
        }
    }

    private static void check(String file, String flavour) throws IOException {
        try {
            failures(file, PDFAFlavour.byFlavourId(flavour)).forEach(
                (rule, times) -> print("broken", file, flavour, times + " x " + rule));
        } catch (VeraPDFException unreadable) {
            print("broken", file, flavour, "not a PDF that can be read: " + unreadable.getMessage());
        }
        print("checked", file, flavour);
    }

    /** Each broken rule with veraPDF's own message, and how many times it is broken. */
    private static Map<String, Integer> failures(String file, PDFAFlavour flavour) throws IOException, VeraPDFException {
        Map<String, Integer> counts = new TreeMap<>();
        try (InputStream stream = Files.newInputStream(Path.of(file));
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator =
                    Foundries.defaultInstance().createValidator(flavour, MOST_FAILURES_SHOWN, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    counts.merge(rule(assertion), 1, Integer::sum);
                }
            }
            if (!result.isCompliant() && counts.isEmpty()) {
                counts.put("not compliant, without a reason given", 1);
            }
        }
        return counts;
    }

    private static String rule(TestAssertion assertion) {
        return assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber()
            + " " + assertion.getMessage();
    }

    private static void print(String... fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(line.length() == 0 ? "" : "\t").append(field.replaceAll("\\s+", " "));
        }
        System.out.println(line);
    }
}
