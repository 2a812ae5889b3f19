import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { RecordValue } from '#core/record-form/index.ts';
import { pictureView } from '#modules/editions/asset-address.ts';
import { maxAssetBytes } from '#modules/editions/server/index.ts';
import type { ArticleContent } from '#modules/newsroom/article.ts';
import { typedOfArticle } from '#modules/newsroom/article-form.ts';
import { deskPictures } from '#modules/newsroom/article-address.ts';
import type { ArticleDraft } from '#modules/newsroom/draft.ts';
import { emptyDraft } from '#modules/newsroom/draft.ts';
import { namedAssets } from '#modules/newsroom/public-content.ts';
import type { Candidate, FormAbout } from '#ui/record/form-about.ts';
import { previewsOf } from './article-previews.ts';
import type { EditorAbout, PictureCard } from './editor-view.ts';
import { missingOf } from './missing.ts';
import type { ArticleHeadData, OpenArticle } from './open-article.ts';

/** What fields may point at: people, other articles; and the topics in use. */
export interface Choices {
	person: readonly Candidate[];
	article: readonly Candidate[];
	topics: readonly { topic: string; name: string }[];
}

/**
 * What the page of the editor shows of an article; of none (the session ended while somebody wrote) an empty form, into which
 * the page puts what was typed. Pure.
 */
export function editorData(
	opened: OpenArticle | undefined,
	{ articleId, locale, done, choices }: { articleId: string; locale: Locale; done: string | null; choices?: Choices },
) {
	const row = opened?.row;
	const draft = row?.draft ?? emptyDraft();
	const pictures = pictureCards(articleId, draft, locale);
	const { pictures: _, ...shown } = draft;
	return {
		head: opened?.head ?? emptyHead(articleId, locale),
		signedOut: opened === undefined,
		typed: typedOfArticle(draft as unknown as RecordValue),
		/** The draft that the form began with, so that of two writers it is known who changed what. */
		shown: JSON.stringify(shown),
		revision: row?.revision ?? 0,
		savedAt: row?.savedAt ?? null,
		savedBy: row?.savedBy ?? null,
		mayWrite: (row?.may.write ?? false) && row?.state !== 'retracted',
		topics: choices?.topics ?? [],
		about: aboutOf(row?.zone ?? 'UTC', pictures, choices),
		pictures,
		previews: previewsOf(articleId, draft),
		missing: row ? missingOf(row.findings, draft, locale) : [],
		limits: { pictureBytes: maxAssetBytes.image as number },
		done,
	};
}

function aboutOf(zone: string, pictures: readonly PictureCard[], choices: Choices | undefined): EditorAbout {
	const about: FormAbout = {
		kind: 'article',
		problems: {},
		candidates: {
			person: choices?.person ?? [],
			article: choices?.article ?? [],
			picture: pictures.filter(({ picture }) => picture !== null).map(({ id, name }) => ({ value: id, label: name })),
		},
		zone,
		zones: [],
		countries: [],
		placeholders: [],
	};
	return about;
}

/** The pictures of a draft with how they look at the desk. Pure. */
export function pictureCards(articleId: string, draft: ArticleDraft, locale: Locale): PictureCard[] {
	const named = namedAssets(draft as unknown as Pick<ArticleContent, 'texts' | 'lead'>);
	return draft.pictures.map((asset) => {
		const words = asset.caption ?? asset.alternative;
		return {
			id: asset.id,
			name: words ? inLocale(words, locale).text : asset.file,
			picture: pictureView(deskPictures(articleId), asset, locale) ?? null,
			used: named.has(asset.id),
		};
	});
}

function emptyHead(id: string, locale: Locale): ArticleHeadData {
	return {
		...{ id, slug: '', title: '', titleLocale: locale, state: 'draft', zone: 'UTC' },
		...{ releaseAt: null, embargoUntil: null, isPublic: false, sample: false },
	};
}
