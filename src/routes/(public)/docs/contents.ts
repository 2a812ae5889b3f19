import { languageTag } from '#core/i18n/index.ts';
import { audiences, type Audience } from '#modules/documentation/library.ts';
import { listTopics } from '#modules/documentation/server/index.ts';
import { findEdition } from '../public-edition.ts';
import { nextBoundary } from '../views/instants.ts';

export interface Contents {
	audience: Audience;
	topics: {
		path: string;
		title: string /** Language of the title, where it is not the page's. */;
		lang?: string;
		decision: boolean;
	}[];
}

/** The table of contents, without audiences for whom nothing is written yet. */
export async function contentsFor(locals: App.Locals): Promise<Contents[]> {
	const topics = await listTopics(locals.ctx, locals.locale);
	return audiences
		.map((audience) => ({
			audience,
			topics: topics
				.filter((topic) => topic.audience === audience)
				.map((topic) => ({
					path: `/docs/${topic.audience}/${topic.slug}`,
					title: topic.title,
					...(locals.locale === 'zh' && topic.chinese === null ? { lang: languageTag.en } : {}),
					decision: topic.slug.startsWith('decision-'),
				})),
		}))
		.filter((part) => part.topics.length > 0);
}

/** The texts change with the version only, the furniture of the page with the current edition. */
export async function keepLikeCurrentEdition(locals: App.Locals): Promise<void> {
	const found = await findEdition(locals, undefined);
	locals.cache = found
		? { scope: `${found.editionId} site`, until: nextBoundary(found.bundle, locals.ctx.clock.edition.now()) }
		: { scope: 'site', until: Number.MAX_SAFE_INTEGER };
}
