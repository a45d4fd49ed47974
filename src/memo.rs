//! Answers by question: what has been found out once is not found out again.

/// The newest answers, each by the digest of its whole question.
#[derive(Debug)]
pub struct Memo<V> {
    /// How many answers are kept.
    room: usize,
    /// The answers, the newest last.
    answers: Vec<(u128, V)>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl<V> Memo<V> {
    /// Makes a memo that keeps the newest `room` answers; with no room, every question is answered anew.
    pub fn with_room(room: usize) -> Self {
        Self { room, answers: Vec::new() }
    }
}

impl<V: Clone + Send + 'static> Memo<V> {
    /// Answers a question from memory, or finds the answer out and keeps it. What makes room is taken apart on
    /// another thread.
    pub fn answer(&mut self, question: u128, find_out: impl FnOnce() -> V) -> V {
        let answer = self.known(question).unwrap_or_else(find_out);
        self.keep(question, answer.clone());
        answer
    }

    /// Answers a question from memory.
    pub fn known(&self, question: u128) -> Option<V> {
        self.answers.iter().find(|(it, _)| *it == question).map(|(_, answer)| answer.clone())
    }

    /// Keeps an answer as the newest.
    pub fn keep(&mut self, question: u128, answer: V) {
        if self.room == 0 {
            return;
        }
        if let Some(at) = self.answers.iter().position(|(it, _)| *it == question) {
            self.answers.remove(at);
        } else if self.answers.len() == self.room {
            let oldest = self.answers.remove(0);
            rayon::spawn(move || drop(oldest));
        }
        self.answers.push((question, answer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_answers_are_remembered() {
        let mut asked = Vec::new();
        let mut memo = Memo::with_room(2);
        for question in [1, 1, 2, 1, 3, 2] {
            let answer = memo.answer(question, || {
                asked.push(question);
                question * 10
            });
            assert_eq!(answer, question * 10);
        }
        assert_eq!(asked, [1, 2, 3, 2]);
    }

    #[test]
    fn without_room_nothing_is_kept() {
        let mut memo = Memo::default();
        assert_eq!((memo.answer(1, || 1), memo.answer(1, || 2)), (1, 2));
    }
}
