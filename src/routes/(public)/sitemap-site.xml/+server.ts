import { listedStandingCalls } from '#modules/calls/server/index.ts';
import { listTopics } from '#modules/documentation/server/index.ts';
import { callsWithList } from '#modules/fulfilments/server/index.ts';
import { newsletterScope, publicIssueDates } from '#modules/newsletter/server/index.ts';
import { sitemap } from '#modules/publications/sitemap.ts';
import { getRunning } from '../../../app/running.ts';
import { listRevision, listStatements } from '#modules/statements/server/index.ts';
import { keepFor } from '../timeless-edition.ts';
import { sitePaths } from '../views/paths.ts';
import type { RequestHandler } from './$types';

/** The pages across editions, for search engines. */
export const GET: RequestHandler = async ({ locals }) => {
	keepFor(locals, `site ${listRevision} ${newsletterScope}`);
	const topics = await listTopics(locals.ctx, 'en');
	const calls = await listedStandingCalls(locals.ctx);
	const selected = await callsWithList(
		locals.ctx,
		calls.map(({ callId }) => callId),
	);
	const standing = calls.flatMap(({ callId, call: { slug } }) => [
		`/calls/${slug}`,
		...(selected.has(callId) ? [`/calls/${slug}/selected`] : []),
	]);
	// The texts alone: a search engine would keep the names of who withdraws. A sample is nothing to be found.
	const statements = (await listStatements(locals.ctx))
		.filter(({ sample }) => !sample)
		.map(({ slug }) => `/statements/${slug}`);
	const issues = (await publicIssueDates(locals.ctx)).map((date) => `/newsletter/${date}`);
	const paths = [
		...sitePaths,
		...standing,
		...statements,
		...issues,
		...topics.map(({ audience, slug }) => `/docs/${audience}/${slug}`),
	];
	const pages = paths.map((path) => ({ path }));
	return new Response(sitemap(getRunning().origin, pages), {
		headers: { 'content-type': 'application/xml; charset=utf-8' },
	});
};
