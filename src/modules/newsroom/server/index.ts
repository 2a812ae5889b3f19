/* The door of the newsroom: writing, publishing and reading articles. What it serves says ../README.md. */
export {
	type AnalysedArticle,
	analysedArticle,
	analysedArticles,
	type ArchivedArticle,
	archiveBefore,
	erasedVersions,
	freezeDraft,
	standingArticles,
	versionContents,
} from './analysed-article.ts';
export { ArticleChanged } from './article-row.ts';
export type { BylineView } from './byline.ts';
export { checkDraft } from './check-draft.ts';
export { createArticle, type NewArticle, reservedArticleSlugs } from './create-article.ts';
export {
	type ArticleForEditing,
	articleForEditing,
	articleForPreview,
	articlesForDesk,
	demandNewsroom,
	type DeskArticle,
	type DeskFilter,
	type NewsroomPlace,
	newsroomPlaces,
} from './desk-articles.ts';
export { type DirectoryChoice, directoryChoices, type DirectoryPerson } from './directory.ts';
export { discardDraft } from './discard-draft.ts';
export {
	type ArticleEvent,
	type ArticleHistory,
	articleHistory,
	articleVersionFor,
	restoreVersion,
	type VersionEntry,
} from './history.ts';
export { exportNews } from './export-news.ts';
export { type ImportedArticle, importNews, type NewsReport } from './import-news.ts';
export { newsroomPersonData } from './person-data.ts';
export { pictureForDesk, publicPicture } from './picture-serving.ts';
export { type AboutPicture, addPicture, changePicture, type KeptPicture, removePicture } from './pictures.ts';
export { type ArticlePlacing, placeArticle, setEmbargo } from './place-article.ts';
export {
	type PublicArticle,
	publicArticle,
	type QuotationView,
	type RelatedView,
	type RetractedArticle,
} from './public-article.ts';
export {
	type ArticleCard,
	type ArticleEdition,
	articleMonths,
	articleTopics,
	publicArticles,
	publicArticlesById,
	type PublicFilter,
	publishedBetween,
	type PublisherView,
	publishersOf,
} from './public-articles.ts';
export { publicContents } from './public-texts.ts';
export { correctArticle, publishArticle, retractArticle } from './publish-article.ts';
export type { DraftInput } from './read-draft.ts';
export { articleDiscardedJob, articlePublishedJob, type ArticlePublished } from './release.ts';
export { returnToDraft, submitForReview } from './review.ts';
export { type SavedDraft, saveDraft } from './save-draft.ts';
export { articleSearch, articleSearchName } from './search-source.ts';
export { newsroomDueHandlers, scheduleArticle, unscheduleArticle } from './schedule-article.ts';
export { subjectOfArticle } from './subject.ts';
export {
	askNow,
	changeSource,
	type DeskHeadline,
	type DeskSource,
	headlineChannel,
	headlineScope,
	headlineSources,
	hideHeadline,
	makeSource,
	plantHeadlines,
	type PublicHeadline,
	type PublicHeadlines,
	publicHeadlines,
	removeSource,
	sourceWithHeadlines,
	type TriedSource,
	trySource,
	workHeadlines,
} from './headlines/index.ts';
