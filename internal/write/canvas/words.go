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
