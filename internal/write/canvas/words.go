package canvas

import "tonghop/internal/words"

// The national name and motto at the head of official papers (decree 30/2020, appendix I).
const (
	NationalName  = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	NationalMotto = "Độc lập - Tự do - Hạnh phúc"
)

// National is the national name and its motto as the head of a paper in a language bears them;
// an English one bears neither.
func National(lang string) (name, motto string) {
	if lang == words.EN {
		return "", ""
	}
	return NationalName, NationalMotto
}

// What is read out to who does not see a chart.
var (
	chartSays    = words.Pair{VI: "Biểu đồ: %s", EN: "Chart: %s"}
	chartFigures = words.Pair{
		VI: "Số liệu ở trang %s, dòng %d-%d.",
		EN: "The figures stand on the sheet %s, rows %d-%d.",
	}
)
