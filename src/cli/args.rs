//! The command line and its help, in Swedish, and nothing else.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use super::{Verdict, report};
use crate::date::{Date, Moment};
use crate::model::publishing::Scope;
use crate::pipeline::Options;

const TEMPLATE: &str = "{about}\n\nAnvändning: {usage}\n\n{all-args}\n";

/// Gör en webbplats av en mapp med Markdown.
#[derive(Parser)]
#[command(name = "fou", version, help_template = TEMPLATE, disable_help_subcommand = true)]
#[command(disable_help_flag = true, disable_version_flag = true, subcommand_required = true)]
#[command(
    subcommand_help_heading = "Kommandon",
    next_help_heading = "Val",
    subcommand_value_name = "KOMMANDO"
)]
#[command(override_usage = "fou KOMMANDO [VAL]")]
struct Line {
    #[command(subcommand)]
    command: Command,
    /// Visar hjälp
    #[arg(short = 'h', long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// Visar programmets version
    #[arg(long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// What the program is asked to do.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Bygger webbplatsen till en mapp
    #[command(visible_alias = "bygg", help_template = TEMPLATE, override_usage = "fou build [VAL]")]
    Build(Build),
    /// Kontrollerar allt utan att skriva något
    #[command(visible_alias = "kontrollera", help_template = TEMPLATE, override_usage = "fou check [VAL]")]
    Check(Check),
    /// Visar webbplatsen i webbläsaren medan du skriver
    #[command(visible_alias = "förhandsgranska", help_template = TEMPLATE, override_usage = "fou serve [VAL]")]
    Serve(Serve),
    /// Bokför publicerade pdf:er, så att ingen byts ut i det tysta
    #[command(visible_alias = "bokför", help_template = TEMPLATE, override_usage = "fou record [VAL]")]
    Record(Record),
    /// Lägger upp något nytt: en publikation, ett evenemang, en nyhet …
    #[command(visible_alias = "ny", help_template = TEMPLATE, override_usage = "fou new SLAG [RUBRIK] [VAL]")]
    New(New),
    /// Förklarar steg för steg, och visar alla fält
    #[command(visible_alias = "hjälp", help_template = TEMPLATE, override_usage = "fou help [SLAG]")]
    Help(Help),
}

/// The arguments of `serve`.
#[derive(Args)]
#[command(next_help_heading = "Val")]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) site: Site,
    /// Porten [annars: 8080, eller nästa som är ledig]
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    /// En adress på den här datorn, om andra datorer ska nå förhandsgranskningen
    #[arg(long, value_name = "ADRESS")]
    pub(super) host: Option<std::net::IpAddr>,
    /// Ett namn till som förhandsgranskningen svarar på
    #[arg(long = "allow-host", value_name = "NAMN")]
    pub(super) names: Vec<String>,
    /// Öppnar webbläsaren
    #[arg(long)]
    pub(super) open: bool,
    /// Visar inte utkast och sådant som väntar på sin dag
    #[arg(long)]
    pub(super) no_drafts: bool,
    /// Tittar efter ändringar varje sekund, där systemet inte säger till
    #[arg(long)]
    pub(super) poll: bool,
}

/// The arguments of `build`.
#[derive(Args)]
#[command(next_help_heading = "Val")]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) site: Site,
    /// Mappen som webbplatsen byggs till [annars: public i webbplatsens mapp]
    #[arg(long, value_name = "MAPP")]
    pub(super) output: Option<PathBuf>,
    /// Adressen som webbplatsen ska ligga på, om det inte är den i site.yaml
    #[arg(long, value_name = "ADRESS", value_parser = base_url)]
    pub(super) base_url: Option<String>,
    /// Visar vilka steg, mallar och filer som tog längst tid
    #[arg(long)]
    pub(super) timings: bool,
    /// Väntar på att allt ligger på disken, så att bygget överlever ett strömavbrott
    #[arg(long)]
    pub(super) durable: bool,
}

/// The arguments of `check`.
#[derive(Args)]
#[command(next_help_heading = "Val")]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) site: Site,
}

/// The arguments of `new`.
#[derive(Args)]
#[command(next_help_heading = "Val")]
pub(super) struct New {
    /// Vad det är: publikation, evenemang, nyhet, person, sida …
    #[arg(value_name = "SLAG", help_heading = "Vad")]
    pub(super) kind: String,
    /// Rubriken, eller en persons namn
    #[arg(value_name = "RUBRIK", help_heading = "Vad")]
    pub(super) title: Option<String>,
    /// En pdf som kopieras dit (publikationer)
    #[arg(long, value_name = "FIL")]
    pub(super) pdf: Option<PathBuf>,
    /// Serien som det ingår i (publikationer och evenemang; också --serie)
    #[arg(long, value_name = "SERIE", alias = "serie")]
    pub(super) series: Option<String>,
    /// Hur många tillfällen som föreslås (evenemang i en serie; också --antal) [annars: 1]
    #[arg(long, value_name = "ANTAL", alias = "antal", value_parser = count)]
    pub(super) count: Option<usize>,
    #[command(flatten)]
    pub(super) site: Site,
}

/// The arguments of `help`.
#[derive(Args)]
pub(super) struct Help {
    /// Vad det gäller: publikation, evenemang, nyhet, person, sida …
    #[arg(value_name = "SLAG", help_heading = "Vad")]
    pub(super) kind: Option<String>,
}

/// The arguments of `record`.
#[derive(Args)]
#[command(next_help_heading = "Val")]
pub(super) struct Record {
    #[command(flatten)]
    pub(super) site: Site,
}

/// The arguments that every command takes.
#[derive(Args)]
pub(super) struct Site {
    /// Webbplatsens mapp
    #[arg(long = "site", value_name = "MAPP", default_value = ".", hide_default_value = true)]
    pub(super) folder: PathBuf,
    /// Gör webbplatsen som den ser ut den dagen, eller den tiden: `2026-03-27T09:00` [annars: nu]
    #[arg(long, value_name = "DATUM", value_parser = instant)]
    pub(super) today: Option<Timestamp>,
    /// Tar med utkast och sådant som väntar på sin dag
    #[arg(long)]
    drafts: bool,
    /// Räknar varningar som fel
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Hur anmärkningarna skrivs: `text`, eller `json` för program
    #[arg(long, value_enum, value_name = "FORM", default_value = "text", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    pub(super) format: Format,
    /// Skriver bara anmärkningar
    #[arg(long)]
    pub(super) quiet: bool,
}

/// How remarks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs: one JSON document.
    Json,
}

impl Site {
    /// Names an argument that was given and means nothing to a command that builds nothing.
    pub(super) fn idle(&self) -> Option<&'static str> {
        let all = [("--drafts", self.drafts), ("--deny-warnings", self.deny_warnings)];
        all.into_iter().find(|(_, given)| *given).map(|(name, _)| name)
    }

    /// Turns the arguments into what a build is told.
    pub(super) fn options(&self, base_url: Option<String>) -> Options {
        Options { scope: Scope::at(self.today.unwrap_or_else(now), self.drafts), base_url }
    }
}

/// Reads the clock.
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// Reads a day, which is taken as it begins, or a time of it.
fn instant(text: &str) -> Result<Timestamp, String> {
    let moment = Moment::parse(text)?;
    match moment.date() {
        Date::Day(_) => Ok(moment.first_instant()),
        Date::Year(_) | Date::Month(..) => {
            Err("skriv år, månad och dag: 2026-03-27, eller med klockslag: 2026-03-27T09:00".to_owned())
        }
    }
}

fn count(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|count| (1..=24).contains(count))
        .ok_or("skriv ett antal från 1 till 24".to_owned())
}

fn base_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(host) if !host.is_empty() && !host.contains(['"', '<', '>', ' ']) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("skriv hela adressen: https://www.exempel.se".to_owned()),
    }
}

/// Writes what `--help` says.
pub(super) fn help() -> String {
    Line::command().render_help().to_string()
}

/// What to say instead of running a command.
pub(super) struct Answer {
    text: String,
    is_misuse: bool,
}

impl Answer {
    /// Says it, on the stream where it belongs.
    pub(super) fn print(&self) -> Verdict {
        if self.is_misuse {
            report::tell(&self.text);
            Verdict::Misuse
        } else {
            // Whoever has stopped listening, such as `head`, has had what they wanted.
            let _ = std::io::stdout().lock().write_all(self.text.as_bytes());
            Verdict::Whole
        }
    }
}

/// Reads the command line.
///
/// # Errors
/// What to say instead: the help, the version, or what was not understood.
pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Answer> {
    let matches = Line::command().try_get_matches_from(arguments);
    match matches.and_then(|matches| Line::from_arg_matches(&matches)) {
        Ok(line) => Ok(line.command),
        Err(error) => Err(answer(&error)),
    }
}

fn answer(error: &clap::Error) -> Answer {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Answer { text: error.to_string(), is_misuse: false }
        }
        kind => Answer {
            text: format!("fel: {}\nSkriv `fou --help` för hjälp.", misuse(error, kind)),
            is_misuse: true,
        },
    }
}

/// Says in Swedish what was wrong with the command line.
fn misuse(error: &clap::Error, kind: ErrorKind) -> String {
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(all)) => all.join(", "),
        _ => String::new(),
    };
    let argument = word(ContextKind::InvalidArg);
    let value = word(ContextKind::InvalidValue);
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(word)
        .find(|near| !near.is_empty());
    let message = match kind {
        ErrorKind::MissingSubcommand => {
            "inget kommando: skriv `fou build`, `fou check` eller `fou serve`".to_owned()
        }
        ErrorKind::InvalidSubcommand => {
            format!("kommandot `{}` finns inte", word(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("`{argument}` finns inte att välja"),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` saknar sitt värde"),
        ErrorKind::InvalidValue => format!("`{value}` går inte att använda för `{argument}`"),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|it| format!(": {it}")).unwrap_or_default();
            format!("`{value}` går inte att använda för `{argument}`{why}")
        }
        ErrorKind::ArgumentConflict => format!("`{argument}` står två gånger"),
        _ => "kommandot går inte att förstå".to_owned(),
    };
    match near {
        Some(near) => format!("{message}; menade du `{near}`?"),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let arguments = line.split_whitespace().map(OsString::from);
        let said = read(arguments).err().map(|answer| answer.text).unwrap_or_default();
        assert_eq!(said.lines().next().unwrap_or_default(), expected);
    }

    #[test]
    fn wrong_use_is_explained_in_swedish() {
        check("fou build --today 2026-03-27", "");
        check("fou build --today 2026-03-27T09:00", "");
        check("fou bygg --drafts", "");
        check("fou bild", "fel: kommandot `bild` finns inte; menade du `build`?");
        check("fou build --draft", "fel: `--draft` finns inte att välja; menade du `--drafts`?");
        check(
            "fou build --today 2026-02-30",
            "fel: `2026-02-30` går inte att använda för `--today <DATUM>`: februari 2026 har 28 dagar",
        );
        check("fou", "Gör en webbplats av en mapp med Markdown");
    }

    #[test]
    fn the_definition_holds_together() {
        Line::command().debug_assert();
    }
}
