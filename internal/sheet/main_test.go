package sheet_test

import (
	"testing"

	"tonghop/internal/tier"
)

func TestMain(m *testing.M) { tier.Main(m) }
