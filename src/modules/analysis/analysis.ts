import type { Bilingual, Locale } from '#core/i18n/index.ts';

/*
 * What an automatic text analysis says of one language of one article. Plain data, as it is stored: the same article, the
 * same archive and the same method version give the same bytes. Everything said points at sentences by number.
 */

/** Which part of the article a sentence stands in. The title is sentence 1. */
export type Part = 'title' | 'standfirst' | 'body' | 'quotation';

/** A sentence of the text analysed; `text` is exactly `AnalysedText.text.slice(start, end)`. */
export interface NumberedSentence {
	/** From 1, in the order of the text. */
	number: number;
	start: number;
	end: number;
	text: string;
	part: Part;
	/** The paragraph it stands in, from 0 (the title's), so that a page can lead to it. */
	paragraph: number;
}

/** The text that was read: title, standfirst and body without markup, captions, credits and dateline, as paragraphs. */
export interface AnalysedText {
	locale: Locale;
	text: string;
	sentences: NumberedSentence[];
	/** Words as `core/text` counts them: each Han character is one. */
	words: number;
}

/** A concept of a reader's profile that the text speaks of. */
export interface ConceptHit {
	/** Key of the concept in the profile. */
	concept: string;
	label: Bilingual;
	/** The words found, as they stand in the text, the most frequent first; at most six. */
	words: string[];
	/** Where, in order; at most eight. */
	sentences: number[];
	/** How much of the concept is covered, 0 to 1 (two decimals). */
	coverage: number;
}

export interface ReaderAnalysis {
	/** Key of the profile. */
	reader: string;
	name: Bilingual;
	/** 0 to 10 with one decimal; 0 exactly when no concept was hit. */
	relevance: number;
	/** `none`: no concept hit, relevance 0. `low`: the text is short, or one concept alone was hit. */
	evidence: 'none' | 'low' | 'good';
	/** The concepts hit, the strongest first: `5 of 7` is `hits.length` of `concepts`. */
	hits: ConceptHit[];
	/** How many concepts the profile has. */
	concepts: number;
	/** What speaks against relevance in the text (astronomy for its own sake, a museum, a human interest), if anything did. */
	against: { words: string[]; sentences: number[] };
	/** The sentences that say most to this reader, by number in order of the text; at most three, none at relevance 0. */
	summary: number[];
}

/** A question for a journalist to follow up, filled from one sentence. */
export interface Question {
	/** Which kind of question: see `questions`. */
	kind: string;
	/** In the language of the article. */
	text: string;
	/** The sentence that gives rise to it. */
	sentence: number;
}

/** How often the archive spoke of a concept, months in order, those without an article included. */
export interface Trend {
	/** `concept.<key>` or `topic.<slug>`. */
	subject: string;
	label: Bilingual;
	/** This article's place among all of the archive that speak of it, itself included: 3 is 'the third article'. */
	ordinal: number;
	/** The first earlier one, as a month; undefined when this is the first. */
	since: string | undefined;
	/** Articles of the last three months (this one's among them), this article included, and of how many. */
	recent: { hits: number; articles: number };
	/** The same for the months before these, at most twelve. */
	before: { hits: number; articles: number; months: number };
	/**
	 * `more` or `fewer` when the share of the recent months differs from that before by more than chance allows (|z| of two
	 * proportions ≥ 1.96, each period with at least `minimum` articles); `as-before` otherwise; `unknown` when a period is too thin.
	 */
	direction: 'more' | 'fewer' | 'as-before' | 'unknown';
	/** Two-proportion z, two decimals; undefined when unknown. */
	z: number | undefined;
	/** For a small chart: the last thirteen months at most, never before the archive begins. */
	months: { month: string; hits: number; articles: number }[];
}

export interface Trends {
	/** How many articles the archive held, this one not counted. */
	n: number;
	/** Month of the first of them; undefined when there is none. */
	archiveStart: string | undefined;
	/** Month of this article. */
	month: string;
	/** Fewer than this and nothing is said: 8. */
	minimum: number;
	/** Empty below the minimum. At most six, the ones this article speaks of most. */
	trends: Trend[];
	/** The nearest earlier articles, at most three, with their likeness from 0 to 1; empty below the minimum too. */
	nearest: { article: string; likeness: number }[];
}

export interface TextAnalysis {
	/** Always this: an analysis by rules and counts, no language model. Shown as 'Automatic text analysis'. */
	method: 'text';
	/** Rises whenever the same text could give another result. */
	version: string;
	/** Whose Chinese words were counted. */
	engine: 'jieba' | 'intl';
	locale: Locale;
	text: AnalysedText;
	/** Below some 120 words (200 Han characters): all that is said stands on little. */
	short: boolean;
	/** Sentence numbers of the overall summary, in order of the text; at most three. */
	summary: number[];
	readers: ReaderAnalysis[];
	trends: Trends;
	/** At most five; none when nothing is claimed. */
	questions: Question[];
	/** What of this article the archive keeps for later trends. */
	fingerprint: Fingerprint;
}

/** What is remembered of an article for comparison with later ones. Store it with the analysis. */
export interface Fingerprint {
	/** Keys of the concepts that it speaks of, sorted. */
	concepts: string[];
	/** Its most telling words with their counts, at most 60, sorted by count and word. */
	terms: [term: string, count: number][];
}

/** An earlier article of the platform's own archive, in the same language. */
export interface ArchiveArticle {
	/** Its id. */
	article: string;
	/** Month of its first publication in the installation's zone, `2021-11`. */
	month: string;
	topics: readonly string[];
	fingerprint: Fingerprint;
}

/** What is analysed: one language of an article. */
export interface ArticleToAnalyse {
	locale: Locale;
	title: string;
	standfirst: string;
	/** Markdown, as in `ArticleText.body`. */
	body: string;
	topics: readonly string[];
	/** Month of its publication, or of the analysis for one that is not published: `2021-11`. */
	month: string;
}
