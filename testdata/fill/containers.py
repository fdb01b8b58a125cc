"""Makes the container fixtures: mails by Python's email library, archives by zipfile.

usage: containers.py REAL OUT   (REAL holds the corpus of returns, OUT takes the fixtures)
"""
import datetime
import email.policy
import os
import sys
import zipfile
from email.header import Header
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

real, out = sys.argv[1:3]
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def data(name):
    with open(os.path.join(real, name), "rb") as f:
        return f.read()


def save(name, content):
    with open(os.path.join(out, name), "wb") as f:
        f.write(content)


def mail(sender, subject, day):
    m = EmailMessage(policy=email.policy.SMTP)
    m["From"], m["To"], m["Subject"] = sender, "doi-an-ninh@chilinh.example", subject
    m["Date"] = datetime.datetime(2019, 10, day, 16, 45, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
    m["Message-ID"] = "<%d@don-vi.example>" % day
    m.set_content("Kính gửi Đội An ninh, đơn vị gửi báo cáo.\n")
    m.add_alternative("<p>Kính gửi Đội An ninh, <img src='cid:logo'> đơn vị gửi báo cáo.</p>", subtype="html")
    return m


school, village, ward = "th-01.openpyxl-3.0.9.xlsx", "sao-do-t01.openpyxl-3.0.9.xlsx", "pha-lai.openpyxl-3.0.9.xlsx"
png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")

# One mail: a workbook with a Vietnamese name (RFC 2231), a scan beside it, a logo in the text.
m = mail('"Trường học mẫu 01" <truong01@don-vi.example>', "Báo cáo sơ kết Đề án năm 2019", 8)
m.get_payload()[1].add_related(png, "image", "png", cid="<logo>", filename="logo.png", disposition="inline")
m.add_attachment(data(school), *XLSX, filename="Báo cáo trường học – số liệu.xlsx")
m.add_attachment(b"%PDF-1.4\n% a scan\n", "application", "pdf", filename="Bản ký, đóng dấu.pdf")
save("mot-thu.eml", m.as_bytes())

# An old program's way: names in RFC 2047 words, a character set of its own, winmail.dat.
o = MIMEMultipart()
o["From"] = "%s <kdc01@don-vi.example>" % Header("KDC mẫu 01", "utf-8").encode()
o["Subject"] = Header("Gửi báo cáo khu dân cư", "utf-8").encode()
o["Date"] = "Wed, 09 Oct 2019 23:50:00 +0700"
o["MIME-Version"] = "1.0"
o.attach(MIMEText("Xin gửi.", "plain", "utf-8"))
a = MIMEApplication(data(village), "octet-stream", Name=Header("báo cáo kdc.xlsx", "utf-8").encode())
a.add_header("Content-Disposition", 'attachment; filename="%s"' % Header("báo cáo kdc.xlsx", "utf-8").encode())
o.attach(a)
t = MIMEApplication(b"\x78\x9f\x3e\x22\x01\x00rest", "ms-tnef", Name="winmail.dat")
t.add_header("Content-Disposition", "attachment", filename="winmail.dat")
o.attach(t)
save("thu-kieu-cu.eml", o.as_bytes())

# A mail that forwards another one, and an archive with two returns in it.
inner = mail("phalai@don-vi.example", "Phường Phả Lại báo cáo", 7)
inner.add_attachment(data(ward), *XLSX, filename="Phả Lại.xlsx")
f = mail("can-bo@chilinh.example", "Chuyển tiếp", 12)
f.add_attachment(inner)
save("chuyen-tiep.eml", f.as_bytes())


class Raw(zipfile.ZipInfo):
    """An entry whose name is written as the bytes it is given."""

    raw, flag = b"", 0

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits | self.flag


def entry(name, raw, flag):
    e = Raw(name, (2019, 10, 8, 9, 0, 0))
    e.raw, e.flag, e.compress_type = raw, flag, zipfile.ZIP_DEFLATED
    return e


# The names in UTF-8 as the standard says; in UTF-8 without saying so; in code page 1258,
# whose tones are marks of their own.
with zipfile.ZipFile(os.path.join(out, "nhieu-ten.zip"), "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr(zipfile.ZipInfo("Báo cáo/trường.xlsx", (2019, 10, 8, 9, 0, 0)), data(school))
    name = "Báo cáo/khu dân cư.xlsx"
    z.writestr(entry("a", name.encode("utf-8"), 0), data(village))
    z.writestr(entry("b", "Ba\u0301o ca\u0301o/phươ\u0300ng.xlsx".encode("cp1258"), 0), data(ward))
    z.writestr(zipfile.ZipInfo("__MACOSX/._x", (2019, 10, 8, 9, 0, 0)), b"x")
    z.writestr(zipfile.ZipInfo("../../../etc/thoát.txt", (2019, 10, 8, 9, 0, 0)), "không đi đâu cả")
