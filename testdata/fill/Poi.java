import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.*;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;

/**
 * Fills forms in .xls in with POI's HSSF: java -cp ... Poi.java JOBS. JOBS is lines of
 * fields parted by tabs: form PATH, out PATH, cell NAME ROW COLUMN n|s VALUE (rows and
 * columns count from 0 within the name's range; \n, \t and \\ in a value are escaped).
 * Each out ends a job. Prints the same as libreoffice.py.
 */
public class Poi {
    static String plain(String s) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\\') {
                c = s.charAt(++i);
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
            }
            b.append(c);
        }
        return b.toString();
    }

    public static void main(String[] args) throws Exception {
        HSSFWorkbook book = null;
        for (String line : Files.readAllLines(Paths.get(args[0]))) {
            String[] f = line.split("\t", -1);
            switch (f[0]) {
                case "form":
                    try (InputStream in = new FileInputStream(f[1])) {
                        book = new HSSFWorkbook(in);
                    }
                    break;
                case "cell":
                    Name name = book.getName(f[1]);
                    AreaReference area = new AreaReference(name.getRefersToFormula(), book.getSpreadsheetVersion());
                    CellReference first = area.getFirstCell();
                    Sheet sheet = book.getSheet(first.getSheetName());
                    int r = first.getRow() + Integer.parseInt(f[2]), c = first.getCol() + Integer.parseInt(f[3]);
                    Row row = sheet.getRow(r) == null ? sheet.createRow(r) : sheet.getRow(r);
                    Cell cell = row.getCell(c) == null ? row.createCell(c) : row.getCell(c);
                    if (f[4].equals("n")) {
                        cell.setCellValue(Double.parseDouble(f[5]));
                    } else {
                        cell.setCellValue(plain(f[5]));
                    }
                    break;
                case "out":
                    try (OutputStream out = new FileOutputStream(f[1])) {
                        book.write(out);
                    }
                    System.out.println("{\"out\": \"" + f[1] + "\", \"computed\": {}, \"errors\": 0}");
                    break;
            }
        }
        System.out.println("{\"program\": \"poi-hssf " + org.apache.poi.Version.getVersion() + "\"}");
    }
}
