import { z } from 'zod';
import { prose, slug } from './text.ts';

/** The endings of files by their media type; the first is the one that new files get. */
export const assetEndings: Readonly<Record<string, readonly string[]>> = {
	'image/jpeg': ['jpg', 'jpeg'],
	'image/png': ['png'],
	'image/webp': ['webp'],
	'image/svg+xml': ['svg'],
	'application/pdf': ['pdf'],
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
	'application/vnd.oasis.opendocument.text': ['odt'],
	'application/zip': ['zip'],
	'text/csv': ['csv'],
	'text/plain': ['txt', 'tex', 'typ', 'md', 'bib'],
};

/** What is said of a file beside its bytes. */
const shape = {
	id: slug,
	file: z
		.string()
		.max(80)
		.regex(/^[a-z0-9]+([._-][a-z0-9]+)*\.[a-z0-9]{2,4}$/)
		.meta({ description: 'Its name in assets/: lower-case Latin letters and digits, and the ending of its type.' }),
	kind: z.enum(['image', 'document']),
	decorative: z.boolean().default(false).meta({
		description: 'A picture that says nothing the text does not say; readers of the screen are not told of it.',
	}),
	alternative: prose
		.optional()
		.meta({ description: 'What the picture shows, for those who do not see it. Needed unless it is decorative.' }),
	caption: prose.optional().meta({ description: 'Shown below it. For a document: its title.' }),
	credit: prose.optional().meta({ description: 'Who made it.' }),
	licence: z.string().min(1).max(200).optional().meta({ description: 'On which terms it may be shown.' }),
	sample: z.boolean().default(false).meta({ description: 'Made for demonstration; marked as such wherever shown.' }),
};

/** A picture or document in assets/, as `assets.yaml` says it. */
export const assetEntrySchema = z.strictObject(shape);
export type BundleAssetEntry = z.infer<typeof assetEntrySchema>;

/** What a file is, by its bytes: computed, never written by hand. */
export const assetContentSchema = z.strictObject({
	digest: z.string().regex(/^[0-9a-f]{64}$/),
	mediaType: z.string(),
	bytes: z.int().min(1),
	/** In pixels as shown; of a drawing in CSS pixels. */
	width: z.int().min(1).optional(),
	height: z.int().min(1).optional(),
});
export type AssetContent = z.infer<typeof assetContentSchema>;

/** A picture or document with what its file is. */
export const assetSchema = z.strictObject({ ...shape, content: assetContentSchema });
export type BundleAsset = z.infer<typeof assetSchema>;

/** The name of a new file by its id and type. Pure. */
export function assetFileName(id: string, mediaType: string): string {
	return `${id}.${assetEndings[mediaType]?.[0] ?? 'bin'}`;
}
