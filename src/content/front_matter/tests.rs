use super::*;

fn show(node: &Node) -> String {
    match &node.value {
        Value::Nothing => "-".to_owned(),
        Value::Text(text) => {
            format!("{text}@{}:{}+{}", node.span.line, node.span.column, node.span.length)
        }
        Value::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" ")),
        Value::Map(entries) => {
            let all: Vec<_> =
                entries.iter().map(|(key, node)| format!("{}={}", key.text, show(node))).collect();
            format!("{{{}}}", all.join(" "))
        }
    }
}

#[track_caller]
fn check(yaml: &str, tree_expected: &str, remarks_expected: &[&str]) {
    let read = tree(&"a.md".into(), yaml, 2);
    assert_eq!(read.value.as_ref().map(show).unwrap_or_default(), tree_expected);
    let remarks: Vec<_> =
        read.diagnostics.iter().map(|it| format!("{} {} {}", it.code, it.place, it.message)).collect();
    assert_eq!(remarks, remarks_expected);
}

#[test]
fn values_stay_as_written_and_know_their_place() {
    check("title: Tillit\nid: 1.10\n", "{title=Tillit@2:8+6 id=1.10@3:5+4}", &[]);
    check("a: 08.30\nb: nej\nc: 8:30\n", "{a=08.30@2:4+5 b=nej@3:4+3 c=8:30@4:4+4}", &[]);
    check("a: [x, \"y z\"]\nb:\n", "{a=[x@2:5+1 y z@2:8+5] b=-}", &[]);
    check("a: |\n  rad\n  två\n", "{a=rad\ntvå@3:3+3}", &[]);
    check("", "", &[]);
}

#[test]
fn the_second_of_two_keys_is_the_mistake() {
    check("a: 1\na: 2\n", "{a=1@2:4+1}", &["F204 a.md:3:1 `a` står två gånger"]);
}

#[test]
fn what_is_not_yaml_is_said_in_swedish() {
    check(
        "title: Tillit: en rapport\n",
        "",
        &["F203 a.md:2:14 ett kolon följt av mellanslag inne i ett värde går inte att läsa"],
    );
    check("a: 1\n\tb: 2\n", "", &["F203 a.md:3:1 raden börjar med tabb"]);
    check("a: \"x\nb: 2\n", "", &["F203 a.md:2:4 ett citattecken saknar sin avslutning"]);
    check("a: [x, y\nb: 2\n", "", &["F203 a.md:2:4 en lista eller grupp saknar sin avslutning"]);
}

#[test]
fn anchors_and_depth_are_refused() {
    check("a: &x 1\n", "", &["F206 a.md:2:4 `&` i början av ett värde betyder något särskilt"]);
    check("a: *x\n", "", &["F206 a.md:2:4 `*` i början av ett värde betyder något särskilt"]);
    let deep = format!("a: {}{}", "[".repeat(100), "]".repeat(100));
    check(&deep, "", &["F205 a.md:2:67 uppgifterna ligger i varandra i fler än 64 nivåer"]);
    let wide = format!("a: [{}]", "x,".repeat(100_000));
    assert_eq!(tree(&"a.md".into(), &wide, 2).diagnostics.len(), 1);
}

#[test]
fn a_file_is_cut_at_its_fences() {
    let cut_at =
        |text| cut(&"a.md".into(), text).map(|it| (it.yaml.to_owned(), it.body.to_owned(), it.body_line));
    assert_eq!(cut_at("---\na: 1\n---\ntext\n").ok(), Some(("a: 1\n".into(), "text\n".into(), 4)));
    assert_eq!(cut_at("---  \n---\n").ok(), Some((String::new(), String::new(), 3)));
    assert_eq!(cut_at("text\n").err().map(|it| it.code.into_owned()).as_deref(), Some("F201"));
    assert_eq!(cut_at("---\na: 1\n").err().map(|it| it.code.into_owned()).as_deref(), Some("F202"));
}
