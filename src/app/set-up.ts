import { system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { castOf } from '#core/identity/index.ts';
import { inProject } from '#core/paths/index.ts';
import { rehearseApprovals } from '#modules/analysis/server/index.ts';
import { callForVisitor } from '#modules/calls/server/index.ts';
import { importBundle } from '#modules/editions/server/index.ts';
import { plantSubscribers } from '#modules/newsletter/server/index.ts';
import { articlesForDesk, importNews, plantHeadlines } from '#modules/newsroom/server/index.ts';
import { plantSignatories, plantWorld } from '#modules/rehearsal/server/index.ts';
import { importStatements } from '#modules/statements/server/index.ts';
import { importCallFolder } from './call-files.ts';
import { callsDoor } from './calls-door.ts';

/** What a rehearsal rehearses: the edition bundle, and the call to which the invented people apply. */
const rehearsed = {
	bundle: inProject('editions', 'ipspace-2021'),
	call: 'abstracts',
	/** Standing calls: each file names the organisation whose it is. */
	calls: inProject('calls'),
	/** Statements: released when their time comes, signed by invented people where they say so. */
	statements: inProject('statements'),
	/** Articles: what was published by then is, the rest goes out as the dial turns. */
	news: inProject('news'),
	/** Headlines of invented agencies beside them. */
	headlines: inProject('news', 'headlines.yaml'),
};

/**
 * Makes a rehearsal whole: IPSPACE 2021 and its invented people. A real installation stays empty. Doing it again (after an
 * interrupted first start) changes nothing.
 */
export async function setUpFolder(ctx: Context): Promise<void> {
	// The cast comes last and in one transaction: where it is, everything is. Later imports are a person's decision.
	if (!ctx.clock.rehearsal || (await castOf(ctx)).length > 0) return;
	const report = await importBundle(ctx, system('set-up'), rehearsed.bundle, { calls: callsDoor });
	if (!report.editionId) throw new Error('the edition of the rehearsal was not imported');
	const call = await callForVisitor(ctx, { editionId: report.editionId, call: rehearsed.call });
	if (!call) throw new Error(`the edition of the rehearsal has no call ${rehearsed.call}`);
	const { opensAt, closesAt } = call.window;
	const standing = await importCallFolder(ctx, system('set-up'), rehearsed.calls);
	for (const one of await importStatements(ctx, system('set-up'), rehearsed.statements)) {
		if (one.releaseAt === null || one.rehearsed === 0) continue;
		await plantSignatories(ctx, { slug: one.slug, releaseAt: one.releaseAt, count: one.rehearsed });
	}
	const news = await importNews(ctx, system('set-up'), rehearsed.news);
	const wrong = news.findings.filter(({ severity }) => severity === 'error');
	if (wrong.length > 0) throw new Error(`the articles of the rehearsal are not whole: ${JSON.stringify(wrong)}`);
	await plantHeadlines(ctx, rehearsed.headlines);
	await plantSubscribers(ctx);
	const edition = report.editionId;
	const { articles } = await articlesForDesk(ctx, system('set-up'), { limit: 200 });
	await transaction(ctx, async (tx) => {
		await plantWorld(tx, {
			edition,
			call: call.id,
			opensAt,
			closesAt,
			standing: standing.map((one) => one.call),
			publishers: [...new Set(articles.map(({ organisation }) => organisation.id))],
		});
		await planApprovals(
			tx,
			articles.map(({ id }) => id),
		);
	});
}

/** The organiser of the cast approves what is said automatically of the articles that come with the rehearsal. */
async function planApprovals(ctx: Context, articles: readonly string[]): Promise<void> {
	const organiser = (await castOf(ctx)).find(({ role }) => role === 'organiser');
	if (!organiser) throw new Error('the rehearsal has no organiser');
	await rehearseApprovals(ctx, { articles, personId: organiser.personId });
}
