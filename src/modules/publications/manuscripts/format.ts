import type { Locale } from '#core/i18n/index.ts';

/** The papers for which templates are offered. */
export const paperKinds = ['manuscript', 'extended-abstract'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** The programs for which templates are offered, by file ending. */
export const templateEndings = ['docx', 'tex', 'typ'] as const;
export type TemplateEnding = (typeof templateEndings)[number];

/**
 * The format that papers of an edition follow. The announcement of the symposium says that a format is prescribed and
 * offers templates, but does not describe it; these rules are set on the platform, and every template says so.
 */
export const paperFormat = {
	/** A4, in millimetres. */
	width: 210,
	height: 297,
	margin: 25,
	font: 'Times New Roman',
	/** Points. */
	text: 11,
	title: 16,
	heading: 12,
	small: 9,
	/** Pages at most; none is set where there is no number. */
	pages: { manuscript: undefined, 'extended-abstract': 2 } satisfies Record<PaperKind, number | undefined>,
} as const;

/** What a template is made from: the edition and what its call asks. */
export interface TemplateFacts {
	/** The language of the paper: a paper in Chinese also has its title and abstract in English. */
	locale: Locale;
	kind: PaperKind;
	short: string;
	name: string;
	held: string;
	/** Until when the paper is due, in words with the zone; empty where no date says so. */
	due: string;
	/** How many keywords are asked; nothing where the call asks for none. */
	keywords: { min: number; max: number } | undefined;
	home: string;
	/** The day of the last publication, `2021-10-10`. */
	asOf: string;
}
