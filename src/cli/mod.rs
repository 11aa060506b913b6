//! The command line: arguments, progress, exit codes. Only this module prints and reads the
//! environment.

mod archive;
mod args;
mod compare;
mod console;
mod criteria;
mod declare;
mod desk;
mod exit;
mod explain;
mod fault;
mod forms;
mod job;
mod keys;
mod ltv;
mod new;
mod preview;
mod sign;
mod tokens;
mod verify;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use self::args::{Command, InputArgs, IssueArgs, KeysCommand, ParsedArgs, RunArgs};
use self::console::{Progress, SteadyStream, who, window};
pub use self::exit::Exit;
use self::fault::failed;
use self::job::job;
use crate::finding::Severity;
use crate::page::CHECKED_PAGE;
use crate::pipeline::{self, Job, RunFault, RunReport};
use crate::terminal;

/// Performs the command in the arguments and returns its exit code. The first argument is the name
/// of the program.
pub fn main(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let asked = desk::opened_by_hand(&args).map_or_else(|| args::parse(args), ParsedArgs::Do);
    // What the desk says stands in the browser; other words are read in the window.
    let stays = matches!(&asked, ParsedArgs::Do(Command::Sign(sign)) if sign.stay);
    let opens_desk = matches!(asked, ParsedArgs::Do(Command::Desk { .. }));
    let exit = match asked {
        // The output goes to another process of this program, which must notice a closed stream.
        ParsedArgs::Do(Command::ReadXls) => {
            careful_spreadsheet::serve(&mut io::stdin().lock(), out).map(|()| Exit::Clean)
        }
        asked => answer(asked, &mut SteadyStream::new(out), &mut SteadyStream::new(err)),
    };
    let exit = exit.unwrap_or(Exit::Fault);
    let is_read = opens_desk && exit == Exit::Clean;
    if stays || !is_read && window::closes_with_us() {
        // Whoever cannot be told need not be waited for.
        let _ = window::wait_for_enter(&mut io::stdin().lock(), out);
    }
    ExitCode::from(exit as u8)
}

/// Performs a command, or prints help. Writing to the streams never fails: a stream that is closed
/// (`ocop | head`) or full is no fault of the command.
fn answer(
    asked: ParsedArgs,
    out: &mut SteadyStream<'_>,
    err: &mut SteadyStream<'_>,
) -> io::Result<Exit> {
    let exit = match asked {
        ParsedArgs::Do(command) => {
            guarded(command, out, err).or_else(|error| failed(&RunFault::Io(error), err))
        }
        ParsedArgs::Show(text) => out.write_all(text.as_bytes()).map(|()| Exit::Clean),
        ParsedArgs::Wrong(text) => err.write_all(text.as_bytes()).map(|()| Exit::Nothing),
    };
    out.flush()?;
    exit
}

/// Performs a command so that a panic ends as a fault with an explanation.
///
/// Panics that a desk catches itself (e.g. a reader that fails over a damaged file) become findings
/// there and are not printed here.
fn guarded(command: Command, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    static LAST_PANIC: Mutex<String> = Mutex::new(String::new());
    panic::set_hook(Box::new(|panic| {
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
    }));
    let performed = panic::catch_unwind(AssertUnwindSafe(|| perform(command, out, err)));
    performed.unwrap_or_else(|_| {
        let last = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(
            err,
            "Lỗi của chương trình. Xin báo cho người phát triển, kèm các tệp đầu vào.\n  {last}"
        )?;
        Ok(Exit::Fault)
    })
}

fn perform(command: Command, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    match command {
        Command::Run(IssueArgs { folders: RunArgs { from, outputs }, fresh }) => {
            let progress = Progress::new();
            let job = Job { who: who::now("ocop run"), fresh, ..job_of(from, outputs) };
            let result = pipeline::run(&job, &|step| progress.show(step));
            progress.finish();
            conclude(result, &job, true, out, err)
        }
        Command::Check(RunArgs { from, outputs }) => {
            let job = Job { who: who::now("ocop check"), ..job_of(from, outputs) };
            conclude(pipeline::check(&job, &|_| {}), &job, false, out, err)
        }
        Command::Forms(RunArgs { from, outputs }) => {
            let job = Job { who: who::now("ocop forms"), ..job_of(from, outputs) };
            forms::conclude(pipeline::forms(&job, &|_| {}), &job, out, err)
        }
        Command::Preview { asked, run: RunArgs { from, outputs } } => {
            let progress = Progress::new();
            let job = Job { who: who::now("ocop preview"), ..job_of(from, outputs) };
            let result = pipeline::preview(&job, &asked, &|step| progress.show(step));
            progress.finish();
            preview::conclude(result, &job, out, err)
        }
        Command::Desk { folder } => desk::open(folder.as_deref(), out, err),
        Command::Archive(RunArgs { from, outputs }) => {
            let job = Job { who: who::now("ocop archive"), ..job_of(from, outputs) };
            archive::archive(&job, out, err)
        }
        Command::Replay { file, into } => {
            let who = who::now("ocop replay");
            let job = Job { who, ..job(PathBuf::new(), PathBuf::new(), None, Vec::new()) };
            archive::replay(&file, &into, job, out, err)
        }
        Command::Compare { draft, take, from } => {
            compare::compare(&job_of(from, PathBuf::new()), &draft, take, out, err)
        }
        Command::Explain { asked, paper, from } => {
            let job = job_of(from, PathBuf::new());
            match explain::explain(&job, &asked, paper.as_deref(), out) {
                Ok(exit) => Ok(exit),
                Err(fault) => failed(&fault, err),
            }
        }
        Command::Criteria(args) => criteria::run(&args, out, err),
        Command::Sign(asked) => sign::sign(&asked, out, err),
        Command::Number(asked) => sign::number(&asked, out, err),
        Command::Receive(asked) => sign::receive(&asked, out, err),
        Command::Ltv(asked) => ltv::archive(&asked, out, err),
        Command::Keys(KeysCommand::New(asked)) => keys::make(&asked, out, err),
        Command::Keys(KeysCommand::List(asked)) => tokens::list(asked.module.as_deref(), out),
        Command::Verify(args) => {
            let inputs = args.inputs.clone();
            let job = inputs.map(|inputs| {
                job(inputs, PathBuf::new(), args.templates.clone(), args.previous.clone())
            });
            verify::run(&args, job.as_ref(), out, err)
        }
        Command::ReadXls => Ok(Exit::Nothing),
        Command::New { folder, known, templates, toml } => {
            let own = templates.unwrap_or_default();
            new::new(&folder, known.as_ref(), (&own, toml), out, err)
        }
        Command::Declare { to, inputs } => declare::convert(&inputs, to, out, err),
    }
}

/// Makes the job that reads these inputs and writes this folder.
fn job_of(from: InputArgs, outputs: PathBuf) -> Job {
    job(from.inputs, outputs, from.templates, from.previous)
}

/// Prints the report of a run. `issues` tells whether the run was to issue papers.
fn conclude(
    result: Result<RunReport, RunFault>,
    job: &Job,
    issues: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    match result {
        Ok(run) => {
            terminal::findings(out, &run.findings)?;
            terminal::summary(out, &run)?;
            writeln!(out, "\nBáo cáo để xem và in: {}", job.outputs.join(CHECKED_PAGE).display())?;
            Ok(exit(&run, issues))
        }
        Err(fault) => failed(&fault, err),
    }
}

fn exit(run: &RunReport, issues: bool) -> Exit {
    let nothing =
        if issues { run.filed.is_empty() } else { run.issuable == 0 && run.has(Severity::Error) };
    if nothing {
        Exit::Nothing
    } else if run.has(Severity::Error) {
        Exit::Refused
    } else if run.has(Severity::Warning) {
        Exit::Warnings
    } else {
        Exit::Clean
    }
}
