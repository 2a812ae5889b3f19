import { z } from 'zod';
import { bilingual, prose, publication, slug } from './text.ts';

/** Under which heading menus name a page; they show the groups in this order. */
export const pageGroups = ['symposium', 'papers', 'partners', 'site'] as const;
export type PageGroup = (typeof pageGroups)[number];

/** What `pages.yaml` says of a page; its text lies beside it in `pages/<id>.en.md` and `pages/<id>.zh.md`. */
export const pageEntrySchema = z.strictObject({
	id: slug,
	title: bilingual,
	summary: prose.optional(),
	state: publication,
	menu: z.enum(['main', 'footer', 'none']).default('none'),
	group: z.enum(pageGroups).default('symposium'),
});

/** A page with its text (Markdown). A published page has text in at least one language. */
export const pageSchema = z.strictObject({
	...pageEntrySchema.shape,
	body: z.strictObject({ en: z.string().min(1).optional(), zh: z.string().min(1).optional() }),
});
export type BundlePage = z.infer<typeof pageSchema>;
