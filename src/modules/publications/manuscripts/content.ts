import { paperFormat, type TemplateFacts } from './format.ts';
import { templateMessages } from './messages.ts';

/** A template as blocks, which each program writes in its own way. Texts are plain: nothing in them is markup. */
export type Block =
	| { kind: 'title'; text: string }
	| { kind: 'authors'; text: string }
	| { kind: 'affiliations'; lines: readonly string[] }
	| { kind: 'abstract'; label: string; text: string }
	| { kind: 'keywords'; label: string; text: string }
	| { kind: 'heading'; level: 1 | 2; text: string; numbered: boolean }
	| { kind: 'paragraph'; text: string }
	| { kind: 'list'; items: readonly string[] }
	| { kind: 'equation' }
	| { kind: 'figure'; text: string; caption: string }
	| { kind: 'table'; caption: string; rows: readonly (readonly string[])[] }
	| { kind: 'references'; title: string; items: readonly string[] };

export interface Template {
	/** For the running head: the edition. */
	head: string;
	/** For comments and properties of the file. */
	about: string[];
	blocks: Block[];
}

/** What a paper in Chinese says a second time. */
const inEnglish = {
	title: 'Title of the paper in English',
	authors: 'Given FAMILY¹*, Given FAMILY², Given FAMILY¹',
	label: 'Abstract.',
	abstract: 'The abstract in English, so that the paper is found by those who do not read Chinese.',
};

/** What a template says, in the language of the paper. Pure. */
export function templateOf(facts: TemplateFacts): Template {
	const { locale, kind } = facts;
	const t = templateMessages[locale];
	const limit = paperFormat.pages[kind];
	const heading = (text: string): Block => ({ kind: 'heading', level: 1, text, numbered: true });
	const plain = (text: string): Block => ({ kind: 'heading', level: 1, text, numbered: false });
	const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
	const keywords: Block[] = facts.keywords
		? [{ kind: 'keywords', label: t.keywords, text: t.keywordsText(facts.keywords.min, facts.keywords.max) }]
		: [];
	// A paper in Chinese is found by those who read English through its second title and abstract.
	const second: Block[] =
		locale === 'zh'
			? [
					{ kind: 'title', text: inEnglish.title },
					{ kind: 'authors', text: inEnglish.authors },
					{ kind: 'abstract', label: inEnglish.label, text: inEnglish.abstract },
				]
			: [];
	const rules = [
		t.ruleSetHere,
		limit === undefined ? t.ruleNoLimit : t.ruleLimit(limit),
		t.rulePage(paperFormat.margin),
		t.ruleType(paperFormat.font, paperFormat.text, paperFormat.title, paperFormat.heading),
		...(facts.due ? [t.ruleDue(facts.due)] : []),
		t.ruleFile,
	];
	return {
		head: `${facts.short} · ${facts.held}`,
		about: [t.about(t.kinds[kind], facts.name), facts.home, t.ruleSetHere, t.asOf(facts.asOf)],
		blocks: [
			{ kind: 'title', text: t.title },
			{ kind: 'authors', text: t.authors },
			{ kind: 'affiliations', lines: t.affiliations },
			{ kind: 'abstract', label: t.abstract, text: kind === 'manuscript' ? t.abstractText : t.abstractShort },
			...keywords,
			...second,
			heading(t.format),
			paragraph(t.formatText(t.kinds[kind], facts.name)),
			{ kind: 'list', items: rules },
			heading(t.introduction),
			paragraph(t.introductionText),
			heading(t.methods),
			paragraph(t.methodsText),
			...(kind === 'manuscript' ? [{ kind: 'heading', level: 2, text: t.equations, numbered: true } as Block] : []),
			paragraph(t.equationsText),
			{ kind: 'equation' },
			heading(t.results),
			paragraph(t.resultsText),
			{ kind: 'figure', text: t.figure, caption: t.figureCaption },
			{ kind: 'table', caption: t.tableCaption, rows: [t.columns, [t.velocity, 'Δv', 'm/s'], [t.mass, 'm', 'kg']] },
			heading(t.conclusions),
			paragraph(t.conclusionsText),
			plain(t.acknowledgements),
			paragraph(t.acknowledgementsText),
			{ kind: 'references', title: t.references, items: t.referenceItems },
		],
	};
}
