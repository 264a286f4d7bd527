package snapshot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"klarsyn/sql/duck"
)

// ErrNone says that nothing has been published yet.
var ErrNone = errors.New("inga data är inlästa än: läs in dem med klarsyn load")

// ErrBusy says that another process writes in the data folder.
var ErrBusy = errors.New("en annan inläsning eller publicering pågår i samma datamapp: vänta tills den är klar och kör igen")

// A Mishap is something that has happened to a data folder: what is wrong, and what to do about it, in the words of the one who runs the
// program. The error behind it is for the log.
type Mishap struct {
	What, Do string
	Cause    error // nil: seen without one
}

func (m *Mishap) Error() string { return m.What + ": " + m.Do }

// Unwrap gives the error behind it.
func (m *Mishap) Unwrap() error { return m.Cause }

// causes are the errors of the machine that a folder's owner can do something about.
var causes = []struct {
	errno    syscall.Errno
	what, do string
}{
	{syscall.EROFS, "ligger på ett skrivskyddat filsystem", "ange en annan mapp med --data, eller gör filsystemet skrivbart"},
	{syscall.EACCES, "får inte läsas eller skrivas av den som kör programmet", "ge den rätten, eller kör som datamappens ägare"},
	{syscall.EPERM, "får inte läsas eller skrivas av den som kör programmet", "ge den rätten, eller kör som datamappens ägare"},
	{syscall.ENOTDIR, "ligger i något som är en fil, där en mapp ska vara", "flytta undan filen, eller ange en annan mapp med --data"},
	{syscall.EEXIST, "är en fil, där en mapp ska vara", "flytta undan filen, eller ange en annan mapp med --data"},
	{syscall.EISDIR, "är en mapp, där en fil ska vara", "flytta undan mappen och kör igen"},
	{syscall.ELOOP, "är en länk som leder till sig själv", "ta bort länken och kör igen"},
	{syscall.ENAMETOOLONG, "har ett namn som är för långt för filsystemet", "ange en kortare sökväg med --data"},
	{syscall.ENOSPC, "får inte plats: disken är full", "frigör utrymme och kör igen"},
	{syscall.EDQUOT, "får inte plats: kvoten är slut", "frigör utrymme och kör igen"},
	{syscall.EIO, "kan inte läsas eller skrivas: disken svarar med fel", "kontrollera disken innan du gör något annat"},
	{syscall.EMFILE, "kan inte öppnas: programmet har för många filer öppna", "höj gränsen med ulimit -n och kör igen"},
}

// Explained puts an error of the machine about a file into a sentence with what to do. Errors that are told already, and those without
// a file or a known cause, stay as they are.
func Explained(err error) error {
	var told *Mishap
	if err == nil || errors.As(err, &told) {
		return err
	}
	path := ""
	var onPath *fs.PathError
	var onLink *os.LinkError
	switch {
	case errors.As(err, &onPath):
		path = onPath.Path
	case errors.As(err, &onLink):
		path = onLink.New
	default:
		return err
	}
	for _, known := range causes {
		if errors.Is(err, known.errno) {
			return &Mishap{What: path + " " + known.what, Do: known.do, Cause: err}
		}
	}
	return err
}

// unreadable tells why a snapshot could not be opened or read.
func (s Snapshot) unreadable(err error) error {
	mishap := &Mishap{What: "ögonblicksbild " + s.ID + " ", Cause: err}
	const another = "publicera en annan med klarsyn publish (klarsyn snapshots visar dem som finns)"
	switch {
	case duck.OtherStorage(err):
		mishap.What += "är skriven av en annan version av databasen än programmets"
		mishap.Do = "uppdatera Klarsyn, eller " + another
	case duck.Damaged(err):
		mishap.What += "är skadad"
		mishap.Do = another + ", eller lägg tillbaka filen från en säkerhetskopia"
	case duck.LacksName(err):
		mishap.What += "är inte gjord av den här versionen av Klarsyn eller någon som den känner till"
		mishap.Do = another + ", eller läs in leveranserna på nytt i en annan --data"
	case errors.Is(err, fs.ErrPermission), strings.Contains(err.Error(), "Permission denied"): // the system's error, or its words through DuckDB
		mishap.What += "får inte läsas av den som kör programmet"
		mishap.Do = "ge den rätten till filen, eller kör som datamappens ägare"
	default:
		return fmt.Errorf("read snapshot %s: %w", s.ID, err)
	}
	return mishap
}

// Damage tells whether an error is that of a snapshot's file, as a load meets it that goes on from a copy. Other errors stay as they are.
func (s Snapshot) Damage(err error) error {
	if s.ID == "" || !duck.Damaged(err) {
		return err
	}
	return s.unreadable(err)
}
