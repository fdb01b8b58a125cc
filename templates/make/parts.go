package main

// What every document has beside its text: A4, Times New Roman, margins and the page's number as official papers
// have them (decree 30/2020/NĐ-CP, appendix I).
const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

	contentTypes = declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + word + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + word + `styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + word + `settings+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="` + word + `header+xml"/></Types>`

	relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

	packageRelations = declaration + relations +
		`<Relationship Id="rId1" Type="` + kind + `officeDocument" Target="word/document.xml"/></Relationships>`

	documentRelations = declaration + relations +
		`<Relationship Id="rId1" Type="` + kind + `styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + kind + `settings" Target="settings.xml"/>` +
		`<Relationship Id="rId3" Type="` + kind + `header" Target="header1.xml"/></Relationships>`

	fonts = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" ` +
		`w:cs="Times New Roman"/>`

	styles = declaration + `<w:styles ` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr>` + fonts +
		`<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>` +
		`</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>` +
		`<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>` +
		`<w:bottom w:w="0" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`

	settings = declaration + `<w:settings ` + spaces + `><w:defaultTabStop w:val="720"/>` +
		`<w:themeFontLang w:val="vi-VN"/></w:settings>`

	// the page's number in the middle of the top, not on the first page
	header = declaration + `<w:hdr ` + spaces + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r>` +
		`<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>` +
		`<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`

	section = `<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" ` +
		`w:gutter="0"/>` +
		`<w:titlePg/></w:sectPr>`

	bodyEnd = `</w:body></w:document>`

	bare         = `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>`
	side         = ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`
	tableBorders = `<w:tblBorders><w:top` + side + `<w:left` + side + `<w:bottom` + side + `<w:right` + side +
		`<w:insideH` + side + `<w:insideV` + side + `</w:tblBorders>`
)
