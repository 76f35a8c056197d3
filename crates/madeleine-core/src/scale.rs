//! Answer scales: an ordered run of integer codes with the wording keys of their labels.

/// An ordered answer scale. The codes run from [`first`](Self::first) in steps of one; a code is what is stored,
/// never a label and never a position on the screen.
#[derive(Debug, PartialEq, Eq)]
pub struct Scale {
    /// The name that wording keys start with, as in `csat5.1`.
    pub id: &'static str,
    /// The lowest code: 1 for labelled scales, 0 for the 0–10 scales.
    pub first: i32,
    /// How many points the scale has.
    pub points: u8,
    /// Which of its points have words.
    pub labels: Labels,
    /// How the points are drawn.
    pub marks: Marks,
}

/// Which points of a scale have words.
#[derive(Debug, PartialEq, Eq)]
pub enum Labels {
    /// Every point has a label of its own, under the wording key `<scale id>.<code>`.
    Each,
    /// Only the two ends have one.
    Ends {
        /// Wording key of the lowest point's label.
        low: &'static str,
        /// Wording key of the highest point's label.
        high: &'static str,
    },
}

/// How the points of a scale are drawn. Faces and numbers draw different answers, so an instrument keeps to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Five faces, always with the words of both ends.
    Faces,
    /// The codes as numbers.
    Numbers,
}

impl Scale {
    /// The highest code.
    ///
    /// ```
    /// assert_eq!(madeleine_core::scale::SATISFACTION_5.last(), 5);
    /// ```
    pub const fn last(&self) -> i32 {
        self.first + self.points as i32 - 1
    }

    /// Whether `code` is one of the scale's.
    pub const fn holds(&self, code: i32) -> bool {
        code >= self.first && code <= self.last()
    }

    /// All codes, lowest first.
    pub fn codes(&self) -> core::ops::RangeInclusive<i32> {
        self.first..=self.last()
    }
}

/// 1 very dissatisfied … 5 very satisfied, every point labelled.
pub static SATISFACTION_5: Scale =
    Scale { id: "csat5", first: 1, points: 5, labels: Labels::Each, marks: Marks::Faces };

/// 1 strongly disagree … 7 strongly agree, every point labelled.
pub static AGREEMENT_7: Scale =
    Scale { id: "agree7", first: 1, points: 7, labels: Labels::Each, marks: Marks::Numbers };

/// 1 very difficult … 5 very easy, every point labelled.
pub static EASE_5: Scale = Scale { id: "ease5", first: 1, points: 5, labels: Labels::Each, marks: Marks::Numbers };

/// 0 not at all likely … 10 extremely likely, the ends labelled.
pub static LIKELIHOOD_11: Scale = Scale {
    id: "ltr",
    first: 0,
    points: 11,
    labels: Labels::Ends { low: "ltr.low", high: "ltr.high" },
    marks: Marks::Numbers,
};

/// 1 much worse … 5 much better than expected, every point labelled.
pub static EXPECTATION_5: Scale =
    Scale { id: "exp5", first: 1, points: 5, labels: Labels::Each, marks: Marks::Numbers };

/// 1 very dissatisfied … 7 very satisfied, for files of other tools.
pub static SATISFACTION_7: Scale = Scale { id: "csat7", first: 1, points: 7, ..SATISFACTION_ENDS };

/// 1 very dissatisfied … 10 very satisfied, for files of other tools.
pub static SATISFACTION_10: Scale = Scale { id: "csat10", first: 1, points: 10, ..SATISFACTION_ENDS };

const SATISFACTION_ENDS: Scale = Scale {
    id: "",
    first: 1,
    points: 5,
    labels: Labels::Ends { low: "csat5.1", high: "csat5.5" },
    marks: Marks::Numbers,
};

/// 1 very difficult … 7 very easy, the ends labelled.
pub static EASE_7: Scale = Scale {
    id: "ease7",
    first: 1,
    points: 7,
    labels: Labels::Ends { low: "ease5.1", high: "ease5.5" },
    marks: Marks::Numbers,
};

/// 1 very low … 5 very high effort, every point labelled. The only scale on which the lowest code is the best.
pub static EFFORT_5: Scale = Scale { id: "effort5", first: 1, points: 5, labels: Labels::Each, marks: Marks::Numbers };

/// 1 very unlikely … 5 very likely, every point labelled.
pub static LIKELY_5: Scale = Scale { id: "likely5", first: 1, points: 5, labels: Labels::Each, marks: Marks::Numbers };

/// 0 very poor … 10 excellent, the ends labelled.
pub static CRITERION_11: Scale = Scale {
    id: "bar",
    first: 0,
    points: 11,
    labels: Labels::Ends { low: "bar.low", high: "bar.high" },
    marks: Marks::Numbers,
};

/// 1 very badly … 5 very well, every point labelled.
pub static MOMENT_5: Scale = Scale { id: "moment5", first: 1, points: 5, labels: Labels::Each, marks: Marks::Faces };
