package sheet

// iWork tells a file of Apple's Numbers, Pages or Keynote by the parts that it is made of;
// which of the three it is does not stand in their names.
func (a archive) iWork() bool {
	return a.has("index/document.iwa") || a.has("index.apxl") ||
		a.has("index.zip") && (a.has("metadata/properties.plist") || a.has("metadata/documentidentifier")) ||
		a.has("buildversionhistory.plist") && (a.has("index.xml") || a.has("index.xml.gz"))
}
