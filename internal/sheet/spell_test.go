package sheet_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// spelling is one way of writing the same XML, or the same archive, otherwise.
type spelling string

// Every spelling that the generator knows. All of them are legal.
const (
	singleQuotes     spelling = "attributes in apostrophes"
	rawApostrophe    spelling = "a raw apostrophe between quotation marks"
	rawQuote         spelling = "a raw quotation mark between apostrophes"
	rawMoreInAttr    spelling = "a raw > in an attribute"
	rawMoreInText    spelling = "a raw > in a text"
	rawQuotesInText  spelling = "raw quotes in a text"
	blankInTag       spelling = "a blank at the end of a tag"
	linesInTag       spelling = "attributes on lines of their own"
	tabsInTag        spelling = "tabs between attributes"
	blankAtEquals    spelling = "blanks around the equals sign"
	lineAtEquals     spelling = "line ends around the equals sign"
	blankInEndTag    spelling = "a blank in an end tag"
	lineInEndTag     spelling = "a line end in an end tag"
	emptyAsPair      spelling = "an empty element as start and end"
	decimalInText    spelling = "decimal references in texts"
	hexInText        spelling = "hexadecimal references in texts"
	capitalHexInText spelling = "hexadecimal references in capitals"
	zerosInText      spelling = "references with zeros before"
	decimalInAttr    spelling = "decimal references in attributes"
	hexInAttr        spelling = "hexadecimal references in attributes"
	wholeCDATA       spelling = "texts as CDATA"
	splitCDATA       spelling = "texts of several CDATA sections"
	emptyCDATA       spelling = "empty CDATA in texts"
	commentBetween   spelling = "comments between elements"
	commentMarkup    spelling = "markup in comments"
	commentInText    spelling = "comments in texts"
	piBetween        spelling = "instructions between elements"
	piInText         spelling = "instructions in texts"
	indentLF         spelling = "indented"
	indentCRLF       spelling = "indented, with Windows line ends"
	indentCR         spelling = "indented, with old line ends"
	indentTab        spelling = "indented by tabs, with blank lines"
	reversed         spelling = "attributes from the last to the first"
	shuffled         spelling = "attributes in any order"
	prefixed         spelling = "every element with a prefix"
	oddPrefix        spelling = "a prefix of letters beyond ASCII"
	pointedPrefix    spelling = "a prefix with points and dashes"
	namesAgain       spelling = "the namespace declared again on every element"
	prefixMidway     spelling = "a prefix declared in the midst"
	otherLink        spelling = "another prefix for relationships"
	decoyLink        spelling = "an id of another namespace beside the relationship"
	strictSpace      spelling = "the strict namespaces"
	unusedNames      spelling = "namespaces that nobody uses"
	foreignAttrs     spelling = "attributes of other namespaces"
	foreignElements  spelling = "elements of other namespaces that are called as ours"
	alternatives     spelling = "alternatives for newer programs"
	noDeclaration    spelling = "no XML declaration"
	declStandalone   spelling = "a declaration with standalone"
	declQuotes       spelling = "a declaration in apostrophes"
	declShort        spelling = "a declaration without an encoding"
	declLower        spelling = "an encoding in small letters"
	declBlanks       spelling = "a declaration with blanks"
	markUTF8         spelling = "a byte order mark"
	utf16Little      spelling = "UTF-16, least byte first"
	utf16Big         spelling = "UTF-16, greatest byte first"
	utf16Bare        spelling = "UTF-16 without a byte order mark"
	aroundRoot       spelling = "comments and instructions around the root"
	textCRLF         spelling = "line ends in texts as Windows writes them"
	textCR           spelling = "line ends in texts as old programs write them"
	attrLine         spelling = "blanks in attributes as line ends"
	attrTab          spelling = "blanks in attributes as tabs"
	xmlAttrs         spelling = "xml:space and xml:lang"
	paddedNumbers    spelling = "numbers with zeros and blanks around"
	stored           spelling = "parts that are not packed"
	slashFirst       spelling = "a slash before the parts' names"
	backslashes      spelling = "backslashes in the parts' names"
	dotFirst         spelling = "a dot before the parts' names"
	capitals         spelling = "the parts' names in capitals"
	absolute         spelling = "targets from the root"
	dotted           spelling = "targets with dots"
	backTargets      spelling = "targets with backslashes"
	partsReversed    spelling = "parts from the last to the first"
)

var spellings = []spelling{singleQuotes, rawApostrophe, rawQuote, rawMoreInAttr, rawMoreInText, rawQuotesInText, blankInTag, linesInTag, tabsInTag, blankAtEquals, lineAtEquals, blankInEndTag, lineInEndTag,
	emptyAsPair, decimalInText, hexInText, capitalHexInText, zerosInText, decimalInAttr, hexInAttr, wholeCDATA, splitCDATA, emptyCDATA, commentBetween, commentMarkup, commentInText, piBetween, piInText,
	indentLF, indentCRLF, indentCR, indentTab, reversed, shuffled, prefixed, oddPrefix, pointedPrefix, namesAgain, prefixMidway, otherLink, decoyLink, strictSpace, unusedNames, foreignAttrs, foreignElements, alternatives,
	noDeclaration, declStandalone, declQuotes, declShort, declLower, declBlanks, markUTF8, utf16Little, utf16Big, utf16Bare, aroundRoot, textCRLF, textCR, attrLine, attrTab, xmlAttrs, paddedNumbers,
	stored, slashFirst, backslashes, dotFirst, capitals, absolute, dotted, backTargets, partsReversed}

// The namespaces of a workbook.
const (
	linkNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	compNS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// strictly are the strict namespaces for the usual ones.
var strictly = map[string]string{mainNS: "http://purl.oclc.org/ooxml/spreadsheetml/main", linkNS: "http://purl.oclc.org/ooxml/officeDocument/relationships"}

// element is one before it is spelt. An element that holds text has no others.
type element struct {
	name  string // local
	attrs [][2]string
	kids  []*element
	text  string
	plain bool // of its text each letter counts: no white space may be added
}

// el is an element of attributes and then elements or a text.
func el(name string, rest ...any) *element {
	e := &element{name: name}
	for i := 0; i < len(rest); i++ {
		switch v := rest[i].(type) {
		case *element:
			e.kids = append(e.kids, v)
		case []*element:
			e.kids = append(e.kids, v...)
		case string:
			e.attrs = append(e.attrs, [2]string{v, rest[i+1].(string)})
			i++
		}
	}
	return e
}

// says is an element that holds a text.
func says(name, text string, attrs ...any) *element {
	e := el(name, attrs...)
	e.text, e.plain = text, true
	return e
}

// speller writes elements in the spellings that are on; with a source of chance, each at
// about half of the places where it may be.
type speller struct {
	on     map[spelling]bool
	rnd    *rand.Rand
	out    strings.Builder
	prefix string
	link   string
	space  string
}

func (w *speller) is(s spelling) bool {
	return w.on[s] && (w.rnd == nil || w.rnd.IntN(2) == 0)
}

// first is the text of the first spelling that is on, or the usual one.
func (w *speller) first(usual string, pairs ...any) string {
	for i := 0; i < len(pairs); i += 2 {
		if w.is(pairs[i].(spelling)) {
			return pairs[i+1].(string)
		}
	}
	return usual
}

// part writes a whole part, in the encoding that is on.
func (w *speller) part(space string, root *element) string {
	w.space, w.prefix, w.link = space, "", "r"
	if strict := strictly[space]; strict != "" && w.on[strictSpace] {
		w.space = strict
	}
	if w.on[otherLink] {
		w.link = "lk"
	}
	w.prefix = w.first("", prefixed, "x", oddPrefix, "đơn", pointedPrefix, "a-b.c_1")
	var bare, mark bool
	var order binary.ByteOrder = binary.LittleEndian
	encoding := w.first("UTF-8", declLower, "utf-8")
	switch {
	case w.is(utf16Little):
		encoding, mark = "UTF-16", true
	case w.is(utf16Big):
		encoding, mark, order = "UTF-16", true, binary.BigEndian
	case w.is(utf16Bare):
		encoding, bare = "UTF-16", true
	}
	w.out.Reset()
	w.declare(encoding, bare)
	around := w.is(aroundRoot)
	if around {
		w.out.WriteString("<!-- > ' \" <a b='c'> -->\r\n<?mso-application progid=\"x\"?>\n")
	}
	w.element(root, 0)
	if around {
		w.out.WriteString("\n<!-- end --> <?a b?>\n")
	}
	s := w.out.String()
	switch {
	case mark || bare:
		return utf16Part(s, order, mark)
	case w.is(markUTF8):
		return "\xef\xbb\xbf" + s
	}
	return s
}

func (w *speller) declare(encoding string, must bool) {
	if w.is(noDeclaration) && !must {
		return
	}
	decl := `<?xml version="1.0" encoding="` + encoding + `"?>`
	if w.is(declShort) && !must {
		decl = `<?xml version="1.0"?>`
	}
	if w.is(declStandalone) {
		decl = strings.Replace(decl, "?>", ` standalone="yes"?>`, 1)
	}
	if w.is(declQuotes) {
		decl = strings.ReplaceAll(decl, `"`, "'")
	}
	if w.is(declBlanks) {
		decl = strings.NewReplacer("=", " =\n ", "?>", " \t?>").Replace(decl)
	}
	w.out.WriteString(decl + w.first("", indentLF, "\n", indentCRLF, "\r\n"))
}

// between writes what may stand between elements.
func (w *speller) between(depth int) {
	w.out.WriteString(w.first("", indentLF, "\n"+strings.Repeat("  ", depth), indentCRLF, "\r\n"+strings.Repeat(" ", depth), indentCR, "\r ", indentTab, "\n\n"+strings.Repeat("\t", depth)))
	if w.is(commentBetween) {
		w.out.WriteString("<!-- ghi chú -->")
	}
	if w.is(commentMarkup) {
		w.out.WriteString(`<!--<c r="A1" t='n'><v>9</v></c> ]]> ' " > & &lol; <?a?> - -->`)
	}
	if w.is(piBetween) {
		w.out.WriteString(`<?app a="<v>9</v>" > ' ?>`)
	}
}

func (w *speller) element(e *element, depth int) {
	was := w.prefix
	declared := depth == 0 || w.is(namesAgain)
	if depth > 0 && w.is(prefixMidway) {
		w.prefix, declared = w.first("m", oddPrefix, "", shuffled, "m2"), true
	}
	name := e.name
	if w.prefix != "" {
		name = w.prefix + ":" + name
	}
	w.out.WriteString("<" + name)
	w.attributes(e, depth, declared)
	if e.text == "" && len(e.kids) == 0 && !w.is(emptyAsPair) {
		w.out.WriteString(w.first("", blankInTag, " ", linesInTag, "\r\n") + "/>")
		w.prefix = was
		return
	}
	w.out.WriteString(w.first("", blankInTag, " ", linesInTag, "\n") + ">")
	if e.text != "" {
		w.text(e.text)
	}
	for _, k := range e.kids {
		w.between(depth + 1)
		if !e.plain && depth < 2 {
			w.foreign()
		}
		w.element(k, depth+1)
	}
	if len(e.kids) > 0 {
		w.between(depth)
	}
	w.out.WriteString("</" + name + w.first("", blankInEndTag, " ", lineInEndTag, "\r\n\t") + ">")
	w.prefix = was
}

// foreign writes elements that are not ours.
func (w *speller) foreign() {
	if w.is(foreignElements) {
		w.out.WriteString(`<f:row xmlns:f="u:f" r='99' f:r="1>"><f:c r="A99"><f:v>9</f:v><c xmlns="u:g" r="B99"><v>8</v></c></f:c></f:row>`)
	}
	if w.is(alternatives) {
		w.out.WriteString(`<mc:AlternateContent xmlns:mc="` + compNS + `"><mc:Choice xmlns:n="u:n" Requires="n"><row xmlns="` + w.space + `"><c r="A98"><v>7</v></c></row></mc:Choice></mc:AlternateContent>`)
	}
}

// attributes writes an element's attributes and the namespaces that it declares.
func (w *speller) attributes(e *element, depth int, declared bool) {
	var all [][2]string
	if declared {
		name := "xmlns"
		if w.prefix != "" {
			name += ":" + w.prefix
		}
		all = append(all, [2]string{name, w.space})
	}
	links := linkNS
	if w.space != mainNS && w.on[strictSpace] {
		links = strictly[linkNS]
	}
	if depth == 0 {
		all = append(all, [2]string{"xmlns:" + w.link, links})
		if w.is(unusedNames) {
			all = append(all, [2]string{"xmlns:un", "u:unused"}, [2]string{"xmlns:un2", "u:'unused' > 2"})
		}
	}
	for _, a := range e.attrs {
		if id, ok := strings.CutPrefix(a[0], "r:"); ok {
			if w.is(decoyLink) {
				all = append(all, [2]string{"xmlns:dk", "u:decoy"}, [2]string{"dk:" + id, "rId1"})
			}
			a[0] = w.link + ":" + id
		} else if w.is(paddedNumbers) && slices.Contains([]string{"s", "fontId", "numFmtId", "localSheetId", "count"}, a[0]) && e.name != "numFmt" {
			a[1] = " 00" + a[1] + "\n"
		}
		all = append(all, a)
	}
	if w.is(foreignAttrs) {
		all = append(all, [2]string{"xmlns:fa", "u:attrs"}, [2]string{"fa:r", "Z9"}, [2]string{"fa:t", "b'>"}, [2]string{"fa:name", "x"})
	}
	if w.is(xmlAttrs) {
		all = append(all, [2]string{"xml:space", "preserve"}, [2]string{"xml:lang", "vi"})
	}
	if w.is(reversed) {
		slices.Reverse(all)
	}
	if w.on[shuffled] && w.rnd != nil {
		w.rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	} else if w.on[shuffled] && len(all) > 2 {
		all = append(all[1:len(all):len(all)], all[0])
	}
	for _, a := range all {
		gap := w.first(" ", linesInTag, "\r\n   ", tabsInTag, "\t\t")
		equals := w.first("=", blankAtEquals, " = ", lineAtEquals, "\n=\r\n")
		w.out.WriteString(gap + a[0] + equals + w.quoted(a[1]))
	}
}

func (w *speller) quoted(s string) string {
	quote := byte('"')
	if w.is(singleQuotes) || strings.Contains(s, `"`) && w.is(rawQuote) {
		quote = '\''
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '<':
			b.WriteString(w.first("&lt;", decimalInAttr, "&#60;", hexInAttr, "&#x3C;"))
		case r == '&':
			b.WriteString(w.first("&amp;", decimalInAttr, "&#0038;", hexInAttr, "&#x26;"))
		case r == '>':
			b.WriteString(w.first("&gt;", rawMoreInAttr, ">"))
		case r == '\'' && quote == '"':
			b.WriteString(w.first("&apos;", rawApostrophe, "'"))
		case r == '"' && quote == '\'':
			b.WriteString(w.first("&quot;", rawQuote, `"`))
		case r == '\'':
			b.WriteString("&#39;")
		case r == '"':
			b.WriteString("&#34;")
		case r == ' ':
			b.WriteString(w.first(" ", attrLine, "\n", attrTab, "\t"))
		case r == '\n':
			b.WriteString("\n")
		case w.is(decimalInAttr):
			fmt.Fprintf(&b, "&#%d;", r)
		case w.is(hexInAttr):
			fmt.Fprintf(&b, "&#x%x;", r)
		default:
			b.WriteRune(r)
		}
	}
	return string(quote) + b.String() + string(quote)
}

// text writes character data.
func (w *speller) text(s string) {
	if strings.Contains(s, "\r") || strings.Contains(s, "]]>") {
		w.letters(s)
		return
	}
	switch half := len([]rune(s)) / 2; {
	case w.is(wholeCDATA):
		w.out.WriteString("<![CDATA[" + s + "]]>")
	case w.is(splitCDATA):
		r := []rune(s)
		w.out.WriteString("<![CDATA[" + string(r[:half]) + "]]>")
		w.letters(string(r[half:]))
		w.out.WriteString("<![CDATA[]]><![CDATA[]]>")
	default:
		w.letters(s)
	}
}

func (w *speller) letters(s string) {
	all := []rune(s)
	for i, r := range all {
		w.out.WriteString(w.first("", emptyCDATA, "<![CDATA[]]>", commentInText, "<!-- <v>1</v> & ' -->", piInText, "<?a > b?>"))
		next := rune(0)
		if i+1 < len(all) {
			next = all[i+1]
		}
		switch {
		case r == '<':
			w.out.WriteString(w.first("&lt;", hexInText, "&#x3c;", decimalInText, "&#60;"))
		case r == '&':
			w.out.WriteString(w.first("&amp;", hexInText, "&#x026;"))
		case r == '>' && (i < 2 || string(all[i-2:i]) != "]]"):
			w.out.WriteString(w.first("&gt;", rawMoreInText, ">"))
		case r == '>':
			w.out.WriteString("&gt;")
		case r == '\'':
			w.out.WriteString(w.first("&apos;", rawQuotesInText, "'"))
		case r == '"':
			w.out.WriteString(w.first("&quot;", rawQuotesInText, `"`))
		case r == '\n' && next != '\n':
			w.out.WriteString(w.first("\n", textCRLF, "\r\n", textCR, "\r"))
		case r == '\r':
			w.out.WriteString("&#13;")
		case r == '\n':
			w.out.WriteString("&#xA;")
		case w.is(zerosInText):
			fmt.Fprintf(&w.out, w.first("&#%020d;", shuffled, "&#x%018x;"), r)
		case w.is(decimalInText):
			fmt.Fprintf(&w.out, "&#%d;", r)
		case w.is(capitalHexInText):
			fmt.Fprintf(&w.out, "&#x%X;", r)
		case w.is(hexInText):
			fmt.Fprintf(&w.out, "&#x%x;", r)
		default:
			w.out.WriteRune(r)
		}
	}
}
