import { z } from 'zod';

/** So many publications a profile holds at most; beyond that older ones say nothing more. */
export const mostPublications = 300;

/** A publication of a reviewer, by what is compared and shown of it. */
export const publicationSchema = z.strictObject({
	title: z.string().min(1).max(600),
	year: z.number().int().min(1900).max(2200).optional(),
	/** In small letters, without the address of the resolver. */
	doi: z.string().max(200).optional(),
	venue: z.string().max(300).optional(),
	/** `Given Family`, in their order; co-authors are looked at for conflicts of interest. */
	authors: z.array(z.string().max(200)).max(60).optional(),
	abstract: z.string().max(8000).optional(),
	keywords: z.string().max(1000).optional(),
});
export type Publication = z.infer<typeof publicationSchema>;

/** One that was read from a file, with the line on which it begins (from 1). */
export interface ReadPublication extends Publication {
	line: number;
}

export const publicationProblems = [
	/** An entry that never ends; what follows it was read again from the next entry on. */
	'unclosed',
	/** Something within an entry that is not `name = value`. */
	'bad-field',
	'no-title',
	'title-too-long',
	/** A name for which no @string is given. */
	'unknown-name',
	'bad-json',
	'bad-xml',
	/** A table whose first line names no title. */
	'no-title-column',
	/** A line without a letter. */
	'no-words',
	/** A file that holds no publication at all. */
	'nothing-found',
	'too-many',
	'too-large',
] as const;
export type PublicationProblemCode = (typeof publicationProblems)[number];

/** What could not be read, and where. */
export interface PublicationProblem {
	line: number;
	code: PublicationProblemCode;
	/** The beginning of what stands there. */
	excerpt?: string;
}

export interface ReadPublications {
	format: 'bibtex' | 'orcid-json' | 'orcid-xml' | 'csv' | 'titles';
	publications: ReadPublication[];
	problems: PublicationProblem[];
}
