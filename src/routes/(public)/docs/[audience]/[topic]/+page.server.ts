import { error } from '@sveltejs/kit';
import { languageTag, localePath } from '#core/i18n/index.ts';
import { readTopic } from '#modules/documentation/server/index.ts';
import { contentsFor, keepLikeCurrentEdition } from '../../contents.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, locale } = locals;
	const place = { audience: params.audience, slug: params.topic };
	const found = await readTopic(ctx, locale, place, (path) => localePath(locale, path));
	if (!found) error(404, 'not-found');
	await keepLikeCurrentEdition(locals);
	const { topic, html } = found;
	const translated = locale === 'en' || topic.chinese !== null;
	return {
		title: topic.title,
		audience: topic.audience,
		html,
		lang: languageTag[translated ? locale : 'en'],
		translated,
		contents: await contentsFor(locals),
		path: `/docs/${topic.audience}/${topic.slug}`,
	};
};
