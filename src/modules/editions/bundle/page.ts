import { z } from 'zod';
import { bilingual, prose, publication, slug } from './text.ts';

/** What `pages.yaml` says of a page; its text lies beside it in `pages/<id>.en.md` and `pages/<id>.zh.md`. */
export const pageEntrySchema = z.strictObject({
	id: slug,
	title: bilingual,
	summary: prose.optional(),
	state: publication,
	menu: z.enum(['main', 'footer', 'none']).default('none'),
});

/** A page with its text (Markdown). A published page has text in at least one language. */
export const pageSchema = z.strictObject({
	...pageEntrySchema.shape,
	body: z.strictObject({ en: z.string().min(1).optional(), zh: z.string().min(1).optional() }),
});
export type BundlePage = z.infer<typeof pageSchema>;
