import { z } from 'zod';

/** An instant as it goes out: UTC. */
export const at = z.iso.datetime().meta({ examples: ['2021-10-10T01:00:00.000Z'] });

/** Epoch milliseconds as an instant of the interface. */
export function iso(instant: number): string {
	return new Date(instant).toISOString();
}

/** The same for what may be missing. */
export function isoOrNull(instant: number | null | undefined): string | null {
	return instant == null ? null : iso(instant);
}

/** A text in one or both languages. */
export const texts = z
	.object({ en: z.string().optional(), zh: z.string().optional() })
	.meta({ id: 'Texts', description: 'A text in English, Chinese or both.' });

/** The id of a thing, in a path. */
export const idParam = z
	.string()
	.min(1)
	.max(80)
	.meta({ examples: ['01kx3n9v8m5q'] });
/** The slug of an edition or a call, in a path. */
export const slugParam = z.string().min(1).max(80);

/** What every list takes. */
export const pageQuery = {
	cursor: z.string().min(1).max(600).optional().meta({ description: '`next` of the page before.' }),
	limit: z
		.number()
		.int()
		.min(1)
		.max(200)
		.optional()
		.meta({ description: 'Items on a page; 50 unless told otherwise.' }),
};

/** A page of a list. */
export function listOf<T extends z.ZodType>(id: string, item: T) {
	return z
		.object({
			items: z.array(item),
			next: z.string().nullable().meta({
				description: 'Give it as `cursor` for the next page; null on the last one. The same stands in `Link`.',
			}),
		})
		.meta({ id });
}

/** Answers by the stable id of the field; what was left empty is absent. Their shapes follow from the form of the call. */
export const answers = z.record(z.string(), z.json()).meta({
	id: 'Answers',
	description:
		'Answers by the id of the field. Texts and choices are strings, keywords lists of strings, yes-no and declarations booleans, person lists lists of people, files `{file, name, type, bytes}`; the form of the call says which field is what.',
});

/** What is wrong (RFC 9457). */
export const problem = z
	.object({
		type: z.string().meta({ examples: ['urn:orrery:problem:window-closed'] }),
		title: z.string().meta({ description: 'In the language of the request (`Accept-Language`: en, zh).' }),
		status: z.number().int(),
		code: z.string().meta({ description: 'Stable; the sentences are not.', examples: ['window-closed'] }),
		instance: z.string().optional(),
		errors: z
			.array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
			.optional()
			.meta({ description: 'Each mistake at its path, such as `authors.0.orcid`.' }),
	})
	.meta({ id: 'Problem' });
