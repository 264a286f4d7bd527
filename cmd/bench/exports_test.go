package main

import (
	"archive/zip"
	"bytes"
	"os/exec"
	"testing"
)

func TestADeckIsCountedByItsParts(t *testing.T) {
	var deck bytes.Buffer
	packed := zip.NewWriter(&deck)
	for _, name := range []string{"ppt/slides/slide1.xml", "ppt/slides/slide2.xml", "ppt/slides/_rels/slide1.xml.rels", "ppt/slideLayouts/slideLayout1.xml",
		"ppt/charts/chart1.xml", "ppt/charts/_rels/chart1.xml.rels", "ppt/embeddings/book1.xlsx", "ppt/media/image1.png", "ppt/media/image1.svg"} {
		if _, err := packed.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	if slides, charts, pictures, err := contents(deck.Bytes()); slides != 2 || charts != 1 || pictures != 1 || err != nil {
		t.Errorf("%d slides, %d charts, %d pictures, %v", slides, charts, pictures, err)
	}
	if _, _, _, err := contents([]byte("no deck")); err == nil {
		t.Error("what is no deck was counted")
	}
}

func TestTheMemoryOfChildrenIsSeenWhileTheyLive(t *testing.T) {
	before := peakOfChildren()
	child := exec.Command("cat") // until its input ends
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if during := peakOfChildren(); during <= before {
		t.Errorf("%d bytes before the child, %d while it lives", before, during)
	}
	in.Close()
	if err := child.Wait(); err != nil {
		t.Error(err)
	}
	if after := peakOfChildren(); after != before {
		t.Errorf("%d bytes before it, %d after", before, after)
	}
}
