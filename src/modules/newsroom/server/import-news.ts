import { eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { keepAssetFile, listEditions, organisationBySlug } from '#modules/editions/server/index.ts';
import { same } from '#modules/editions/merge.ts';
import { type ArticleFile, type FileFinding, momentOf, momentText } from '../article-file.ts';
import { type ArticleFinding, completeArticle } from '../complete.ts';
import { cleanDraft } from '../draft.ts';
import type { ArticleRow } from './article-row.ts';
import { createArticle } from './create-article.ts';
import { describeArticle } from './describe-article.ts';
import { keepDraft } from './keep-draft.ts';
import { type FolderArticle, readNewsFolder } from './news-folder.ts';
import { noteMove } from './note-move.ts';
import { publishImported } from './publish-imported.ts';
import { releaseDue } from './release.ts';
import { unplan } from './schedule-article.ts';
import { surroundingsOf } from './surroundings.ts';
import { article } from './tables.ts';
import { contentDigest } from './versions.ts';

export interface ImportedArticle {
	slug: string;
	/** `changed-here`: the desk wrote at it since the last import, so nothing was written over. */
	outcome: 'created' | 'updated' | 'unchanged' | 'changed-here';
	state: ArticleRow['state'];
}

export interface NewsReport {
	articles: ImportedArticle[];
	/** With an error among them nothing was written. */
	findings: FileFinding[];
}

/** Thrown to leave a transaction behind as if nothing had been. */
class Undone extends Error {}

/**
 * Brings articles to what their files say: those whose time has come are published at that time, later ones are planned. All
 * or nothing; only what the desk changed since the last import is left as it is.
 * @param folder with one folder for each article (see the README of the module); one that is not there is empty
 */
export async function importNews(
	ctx: Context,
	actor: Actor,
	folder: string,
	{ dryRun = false }: { dryRun?: boolean } = {},
): Promise<NewsReport> {
	const read = await readNewsFolder(folder);
	const report: NewsReport = { articles: [], findings: read.findings };
	if (read.findings.some(({ severity }) => severity === 'error')) return report;
	try {
		await transaction(ctx, async (tx) => {
			const slugs = new Set(read.articles.map(({ slug }) => slug));
			for (const one of read.articles) await importArticle(tx, actor, one, slugs, report);
			if (dryRun || report.findings.some(({ severity }) => severity === 'error')) throw new Undone();
		});
	} catch (error) {
		if (!(error instanceof Undone)) throw error;
	}
	return report;
}

async function importArticle(
	ctx: Context,
	actor: Actor,
	one: FolderArticle,
	slugs: ReadonlySet<string>,
	report: NewsReport,
): Promise<void> {
	const { slug, facts, draft } = one;
	const place = await placeOf(ctx, one, report);
	if (!place) return;
	const [standing] = await ctx.db.select().from(article).where(eq(article.slug, slug)).for('update');
	const settled = standing && (await settledOutcome(ctx, standing, one, place));
	if (standing && settled) {
		report.articles.push({ slug, outcome: settled, state: standing.state });
		return;
	}
	for (const { content } of draft.pictures) {
		await keepAssetFile(ctx, content, one.bytes.get(content.digest) as () => Promise<Buffer>);
	}
	const row = standing ?? (await begun(ctx, actor, slug, place, facts.zone));
	await keepDraft(ctx, { ...row, ...place }, draft, undefined);
	const changed = {
		...place,
		zone: facts.zone,
		embargoUntil: facts.embargo === undefined ? null : momentOf(facts.embargo, facts.zone),
		importedDigest: contentDigest(draft),
	};
	await ctx.db.update(article).set(changed).where(eq(article.id, row.id));
	const now = { ...row, ...changed, draft };
	if (standing && !(liesIn(standing, place) && standing.zone === now.zone)) await noteMove(ctx, now);
	const around = await surroundingsOf(ctx, now, draft);
	const articles = new Set([...around.articles, ...slugs]);
	const { content, findings } = completeArticle(draft, { ...around, articles });
	const goesOut = facts.publish !== undefined;
	// An unfinished draft may lack what it likes.
	const said = findings.filter(({ severity }) => goesOut || severity === 'warning');
	report.findings.push(...said.map((finding) => placed(one, finding)));
	if (goesOut && content && !said.some(({ severity }) => severity === 'error')) {
		report.findings.push(...(await publishImported(ctx, actor, now, content, one)));
	} else if (row.state === 'scheduled') {
		await unplan(ctx, row, null, 'draft');
		await unschedule(ctx, releaseDue, row.id);
	}
	const [after] = await ctx.db.select({ state: article.state }).from(article).where(eq(article.id, row.id));
	report.articles.push({ slug, outcome: standing ? 'updated' : 'created', state: after?.state ?? row.state });
}

interface Place {
	organisationId: string;
	editionId: string | null;
}

/** Who publishes, and which edition it is about. */
async function placeOf(ctx: Context, one: FolderArticle, report: NewsReport): Promise<Place | undefined> {
	const { organisation, edition } = one.facts;
	const publisher = await organisationBySlug(ctx, organisation);
	const about = (await listEditions(ctx)).find(({ slug }) => slug === edition);
	const fault = (path: string, code: string) =>
		report.findings.push(placed(one, { severity: 'error', path, code, params: { slug: edition ?? organisation } }));
	if (!publisher) fault('organisation', 'unknown-organisation');
	if (edition !== undefined && !about) fault('edition', 'unknown-edition');
	if (!publisher || (edition !== undefined && !about)) return undefined;
	return { organisationId: publisher.id, editionId: about?.id ?? null };
}

/** Whether there is nothing to do: the files say nothing new, or the desk wrote at the article since the last import. */
async function settledOutcome(
	ctx: Context,
	row: ArticleRow,
	{ facts, draft }: FolderArticle,
	place: Place,
): Promise<'unchanged' | 'changed-here' | undefined> {
	const slugs = { organisation: facts.organisation, edition: facts.edition };
	const { files, content } = await describeArticle(ctx, row, slugs);
	const digest = contentDigest(draft);
	const says = digest === row.importedDigest || digest === contentDigest(cleanDraft(content));
	if (liesIn(row, place) && says && same(timesOf(files.facts), timesOf(facts))) return 'unchanged';
	const isOurs = row.importedDigest !== contentDigest(row.draft) || row.state === 'retracted';
	const wasMoved = row.publishedAt !== null && row.publishedAt !== instantIn(facts, facts.publish);
	return isOurs || wasMoved || isDecidedHere(row, facts) ? 'changed-here' : undefined;
}

/** Whether the desk has said when an article goes out, or not yet: no file puts out what it holds back. Pure. */
function isDecidedHere(row: ArticleRow, facts: ArticleFile): boolean {
	if (row.publishedAt !== null) return false;
	const forbids = row.embargoUntil !== null && row.embargoUntil > (instantIn(facts, facts.embargo) ?? 0);
	const holds = row.state === 'in-review' && row.releaseRefused === null;
	return forbids || holds || row.releasePersonId !== null;
}

function instantIn({ zone }: ArticleFile, text: string | undefined): number | undefined {
	return text === undefined ? undefined : momentOf(text, zone);
}

function liesIn(row: ArticleRow, place: Place): boolean {
	return row.organisationId === place.organisationId && row.editionId === place.editionId;
}

/** What the files say of times, each written in one way. Pure. */
function timesOf({ zone, publish, embargo, corrections, retraction }: ArticleFile) {
	const at = (text: string | undefined) => (text === undefined ? undefined : momentText(momentOf(text, zone), zone));
	return {
		...{ zone, publish: at(publish), embargo: at(embargo) },
		corrections: corrections.map((one) => ({ ...one, at: at(one.at) })),
		retraction: retraction && { ...retraction, at: at(retraction.at) },
	};
}

async function begun(ctx: Context, actor: Actor, slug: string, place: Place, zone: string): Promise<ArticleRow> {
	const { organisationId: organisation, editionId: edition } = place;
	const { articleId } = await createArticle(ctx, actor, { organisation, edition, slug, zone });
	const [row] = await ctx.db.select().from(article).where(eq(article.id, articleId));
	return row as ArticleRow;
}

/** A finding with the file and line that it is about. Pure. */
function placed({ slug, locate }: FolderArticle, finding: ArticleFinding): FileFinding {
	const [, locale, field] = /^texts\.(en|zh)(?:\.(title|standfirst|body))?$/.exec(finding.path) ?? [];
	if (locale !== undefined && field !== undefined) return { ...finding, file: `${slug}/${locale}.md` };
	const steps = finding.path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
	return { ...finding, file: `${slug}/article.yaml`, ...locate(steps) };
}
