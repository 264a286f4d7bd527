package read

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"klarsyn/ingest/source"
)

// Reading is measured in MB of delivered text a second: go test -bench Normalise -run '^$' ./ingest/read
func BenchmarkNormalise(b *testing.B) {
	for _, id := range []string{"par-slutenvard", "canonical"} {
		b.Run(id, func(b *testing.B) {
			src, err := source.Load(id, "13")
			if err != nil {
				b.Fatal(err)
			}
			name, text := "par_sv_2024.csv", stays(200_000)
			if id == "canonical" {
				name, text = "diagnosis.csv", diagnoses(1_000_000)
			}
			group, ok := src.Group(name)
			if !ok {
				b.Fatalf("no group for %s", name)
			}
			dir := b.TempDir()
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, text, 0o600); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
			began := processorTime(b)
			for b.Loop() {
				_, err := Normalise(b.Context(), path, group, Options{Dir: dir}, func([]string) (Take, error) {
					return func(int64, [][]byte) error { return nil }, nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(text))*float64(b.N)/1e6/(processorTime(b)-began).Seconds(), "MB/cpu-s")
		})
	}
}

// processorTime is what this process has used of all cores, which a busy machine does not change much.
func processorTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// stays writes inpatient stays as par-slutenvard describes them, in windows-1252.
func stays(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	var out bytes.Buffer
	out.WriteString("VTF_ID;LOPNR;AR;INDATUM;UTDATUM;HDIA;DIA1;DIA2;DIA3;DIA4;DIA5;DIA6;DIA7;DIA8;DIA9;DIA10;OP;OPD1;OPD2;OPD3;OPD4;" +
		"KON;ALDER;LK;ENHET;NIVA;MVO;PVARD;INSATT;UTSATT;VTID;DRG;DRG_VERSION;MDC;VIKT;OMRADE;PAGAENDE\r\n")
	for i := range n {
		fmt.Fprintf(&out, "S%07dA;P%07X;2024;2024%02d%02d;2024%02d%02d;I50%d;E119;N189;;;;;;;;;AF021 DR029;20240103;20240104;;;%d;%d;13%d;H%03d;"+
			"KLINIK;101;2;3;3;4;E%02dC;2024;05;%d,%04d;SOM;0\r\n", i, random.IntN(1<<28), 1+random.IntN(12), 1+random.IntN(28), 1+random.IntN(12), 1+random.IntN(28),
			random.IntN(10), 1+random.IntN(2), random.IntN(100), 80+random.IntN(5), random.IntN(300), random.IntN(40), random.IntN(5), random.IntN(10000))
	}
	return out.Bytes()
}

// diagnoses writes the canonical table of that name.
func diagnoses(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	var out bytes.Buffer
	out.WriteString("contact_id,position,code\n")
	for i := range n {
		fmt.Fprintf(&out, "S%07dA,%d,I50%d\n", i/3, 1+i%3, random.IntN(10))
	}
	return out.Bytes()
}
