import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * Makes an Outlook message with Apache POI's compound files, by [MS-OXMSG]: sender, subject and
 * time of sending; a workbook and another document attached.
 *
 * usage: java -cp poi.jar:. Msg RETURN OUT
 */
public class Msg {
  static void put(DirectoryEntry d, String name, byte[] data) throws Exception {
    d.createDocument(name, new ByteArrayInputStream(data));
  }

  static void text(DirectoryEntry d, String property, String value) throws Exception {
    put(d, "__substg1.0_" + property + "001F", value.getBytes(StandardCharsets.UTF_16LE));
  }

  /** The properties of fixed length: a header, then 16 bytes each. */
  static byte[] properties(int header, long submitted) {
    ByteBuffer b = ByteBuffer.allocate(header + 16).order(ByteOrder.LITTLE_ENDIAN);
    b.position(header);
    b.putInt(0x00390040).putInt(6).putLong(submitted);
    return b.array();
  }

  static void attach(DirectoryEntry root, int n, String name, byte[] data) throws Exception {
    DirectoryEntry a = root.createDirectory(String.format("__attach_version1.0_#%08X", n));
    text(a, "3707", name);
    put(a, "__substg1.0_37010102", data);
    put(a, "__properties_version1.0", new byte[8]);
  }

  public static void main(String[] args) throws Exception {
    try (POIFSFileSystem fs = new POIFSFileSystem()) {
      DirectoryEntry root = fs.getRoot();
      // 2019-10-09 16:45 in Vietnam, in 100 nanoseconds since 1601.
      long unix = java.time.OffsetDateTime.parse("2019-10-09T16:45:00+07:00").toEpochSecond();
      put(root, "__properties_version1.0", properties(32, (unix + 11644473600L) * 10000000L));
      root.createDirectory("__nameid_version1.0").createDocument("__substg1.0_00020102", new ByteArrayInputStream(new byte[0]));
      text(root, "0037", "Báo cáo sơ kết của trường");
      text(root, "0C1A", "Trường học mẫu 01");
      text(root, "0C1F", "truong01@don-vi.example");
      attach(root, 0, "Báo cáo trường học.xlsx", Files.readAllBytes(Paths.get(args[0])));
      attach(root, 1, "Công văn gửi kèm.docx", "not read".getBytes(StandardCharsets.UTF_8));
      try (FileOutputStream out = new FileOutputStream(args[1])) {
        fs.writeFilesystem(out);
      }
    }
  }
}
