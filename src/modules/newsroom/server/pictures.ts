import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { PictureFault } from '#core/pictures/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { newAssetId } from '#modules/editions/asset-id.ts';
import { assetFileName, type BundleAsset } from '#modules/editions/bundle/index.ts';
import { type AboutAsset, keepAssetFile, readAsset } from '#modules/editions/server/index.ts';
import { namedAssets } from '../public-content.ts';
import type { ArticleContent } from '../article.ts';
import { type ArticleRow, articleFor, demandState } from './article-row.ts';
import { keepDraft } from './keep-draft.ts';

/** What is said of a picture or document; a text that is left empty is none. */
export type AboutPicture = Partial<AboutAsset>;

/** A picture of a draft after a change of it. */
export interface KeptPicture {
	picture: BundleAsset;
	/** Revision of the draft that has it. */
	revision: number;
	/**
	 * Whether the draft was the one that the sender has seen, so that he may go on from `revision`. Otherwise somebody wrote
	 * meanwhile: the picture is there all the same, and his next save is told.
	 */
	seen: boolean;
}

const mostPictures = 60;

/**
 * Takes a picture or document into the draft of an article. The file is judged by its content and loses everything that
 * tells of its maker, camera or place. What it shows may be said later: publishing asks for it.
 * @throws Refusal `invalid` at `file` (codes of `PictureFault`), `too-many`; as `saveDraft`
 */
export async function addPicture(
	ctx: Context,
	actor: Actor,
	input: { articleId: string; revision: number; file: { bytes: Buffer; name: string }; about?: AboutPicture },
): Promise<KeptPicture & { cleaned: boolean }> {
	// Asked before a byte is looked at.
	demandState(await articleFor(ctx, actor, 'article.write', input.articleId), ...writable);
	const read = await judged(input.file);
	await keepAssetFile(ctx, read.content, async () => read.bytes);
	const kept = await change(ctx, actor, input, (row) => {
		const { pictures } = row.draft;
		if (pictures.length >= mostPictures)
			throw new Refusal('too-many', 'too-many-pictures', { params: { max: mostPictures } });
		const kind = read.content.mediaType.startsWith('image/') ? 'image' : 'document';
		const id = newAssetId(input.file.name, kind, new Set(pictures.map((one) => one.id)));
		const file = assetFileName(id, read.content.mediaType);
		const picture: BundleAsset = { id, file, kind, ...said(input.about ?? {}), content: read.content };
		return { picture, pictures: [...pictures, picture] };
	});
	return { ...kept, cleaned: read.cleaned };
}

/**
 * Says something else of a picture, or (`file`) puts another one in its place under the same id.
 * @throws Refusal `not-found` `no-such-picture`; as `addPicture`
 */
export async function changePicture(
	ctx: Context,
	actor: Actor,
	input: {
		articleId: string;
		revision: number;
		id: string;
		about: AboutPicture;
		file?: { bytes: Buffer; name: string } | undefined;
	},
): Promise<KeptPicture> {
	demandState(await articleFor(ctx, actor, 'article.write', input.articleId), ...writable);
	const read = input.file && (await judged(input.file));
	if (read) await keepAssetFile(ctx, read.content, async () => read.bytes);
	return change(ctx, actor, input, ({ draft: { pictures } }) => {
		const before = pictures.find((one) => one.id === input.id);
		if (!before) throw notFound('no-such-picture');
		const content = read?.content ?? before.content;
		const picture: BundleAsset = {
			id: before.id,
			file: read ? assetFileName(before.id, content.mediaType) : before.file,
			kind: content.mediaType.startsWith('image/') ? 'image' : 'document',
			...said(input.about),
			content,
		};
		return { picture, pictures: pictures.map((one) => (one.id === input.id ? picture : one)) };
	});
}

/**
 * Takes a picture out of the draft; versions that show it keep it.
 * @throws Refusal `not-found` `no-such-picture`; `conflict` `picture-used` while the draft shows it
 */
export async function removePicture(
	ctx: Context,
	actor: Actor,
	input: { articleId: string; revision: number; id: string },
): Promise<KeptPicture> {
	return change(ctx, actor, input, ({ draft }) => {
		const picture = draft.pictures.find((one) => one.id === input.id);
		if (!picture) throw notFound('no-such-picture');
		if (namedAssets(draft as Pick<ArticleContent, 'texts' | 'lead'>).has(input.id)) {
			throw new Refusal('conflict', 'picture-used', { params: { id: input.id } });
		}
		return { picture, pictures: draft.pictures.filter((one) => one.id !== input.id) };
	});
}

const writable = ['draft', 'in-review', 'scheduled', 'published'] as const;

async function change(
	ctx: Context,
	actor: Actor,
	{ articleId, revision }: { articleId: string; revision: number },
	make: (row: ArticleRow) => { picture: BundleAsset; pictures: BundleAsset[] },
): Promise<KeptPicture> {
	return transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.write', articleId, { hold: true });
		demandState(row, ...writable);
		const { picture, pictures } = make(row);
		const next = await keepDraft(tx, row, { ...row.draft, pictures }, personOf(actor));
		return { picture, revision: next, seen: row.draftRevision === revision };
	});
}

async function judged(file: { bytes: Buffer; name: string }) {
	try {
		return await readAsset(file.bytes, file.name);
	} catch (error) {
		if (!(error instanceof PictureFault)) throw error;
		throw invalid([{ path: 'file', code: error.code, params: error.params }]);
	}
}

/** What was said, without what was left empty. */
function said(about: AboutPicture): Omit<BundleAsset, 'id' | 'file' | 'kind' | 'content'> {
	const words = (text: { en?: string | undefined; zh?: string | undefined } | undefined) => {
		const [en, zh] = [text?.en?.trim(), text?.zh?.trim()];
		return en || zh ? { ...(en ? { en } : {}), ...(zh ? { zh } : {}) } : undefined;
	};
	const alternative = about.decorative ? undefined : words(about.alternative);
	const [caption, credit, licence] = [words(about.caption), words(about.credit), about.licence?.trim()];
	return {
		decorative: about.decorative ?? false,
		...(alternative ? { alternative } : {}),
		...(caption ? { caption } : {}),
		...(credit ? { credit } : {}),
		...(licence ? { licence: licence.slice(0, 200) } : {}),
		sample: about.sample ?? false,
	};
}
