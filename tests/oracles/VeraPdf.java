import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF's validator whether files keep to standards, one line a broken rule.
 *
 * <p>Arguments: the standards as veraPDF names them, joined by commas (`2a,ua1`), then the files. Ends with 1 when a file
 * breaks a rule, with 2 when one could not be looked at.
 */
public final class VeraPdf {
    public static void main(String[] arguments) {
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> standards = new ArrayList<>();
        for (String name : arguments[0].split(",")) {
            PDFAFlavour standard = PDFAFlavour.fromString(name);
            if (standard == PDFAFlavour.NO_FLAVOUR) {
                throw new IllegalArgumentException("no standard: " + name);
            }
            standards.add(standard);
        }
        int checks = 0;
        int failed = 0;
        boolean unread = false;
        for (String file : List.of(arguments).subList(1, arguments.length)) {
            for (PDFAFlavour standard : standards) {
                checks++;
                try {
                    TreeSet<String> broken = brokenRules(Path.of(file), standard);
                    failed += broken.isEmpty() ? 0 : 1;
                    broken.forEach(rule -> System.out.println(file + ": " + standard.getId() + ": " + rule));
                } catch (Exception problem) {
                    unread = true;
                    System.out.println(file + ": " + standard.getId() + ": " + problem);
                }
            }
        }
        System.out.println((checks - failed) + " passed, " + failed + " failed");
        System.exit(unread ? 2 : failed > 0 ? 1 : 0);
    }

    /** The rules of a standard that a file breaks, each once. */
    private static TreeSet<String> brokenRules(Path file, PDFAFlavour standard) throws Exception {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (InputStream bytes = Files.newInputStream(file); PDFAParser parser = foundry.createParser(bytes, standard)) {
            PDFAValidator validator = foundry.createValidator(standard, false);
            ValidationResult result = validator.validate(parser);
            TreeSet<String> broken = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    var rule = assertion.getRuleId();
                    broken.add(rule.getClause() + "-" + rule.getTestNumber() + ": " + assertion.getMessage());
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.add("not compliant");
            }
            return broken;
        }
    }
}
