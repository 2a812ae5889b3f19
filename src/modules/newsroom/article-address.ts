/* Where an article and its pictures lie. Pure. */

/** The page of an article, in English; in Chinese `/zh` stands before it. */
export function articleAddress(slug: string): string {
	return `/news/${slug}`;
}

/** Where the pictures of a published article lie, for everybody: a base for `pictureView` and `assetAddress`. */
export function publicPictures(slug: string): string {
	return `/news/${slug}/pictures`;
}

/** Where they lie for the newsroom, those of drafts too. */
export function deskPictures(articleId: string): string {
	return `/desk/newsroom/${articleId}/pictures`;
}
