import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { stringify } from 'yaml';
import type { Actor } from '#core/access/index.ts';
import { localOf, pinned } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { type Locale, locales } from '#core/i18n/index.ts';
import { invalid, notFound, type Problem } from '#core/refusal/index.ts';
import { readYaml } from '#core/yaml/index.ts';
import { editionById, editionBySlug, organisationBySlug, organisationsById } from '#modules/editions/server/index.ts';
import {
	readTextFile,
	sameTexts,
	type StatementFile,
	statementFileSchema,
	statementSlug,
	type StatementTexts,
	textFile,
} from '../statement.ts';
import { createStatement } from './create.ts';
import { writeDraft } from './draft.ts';
import { bumpStatement } from './load.ts';
import { releaseStatement } from './release.ts';
import { instantOfLocal, readSettings, settingColumns } from './settings.ts';
import { statement } from './tables.ts';

export interface ImportedStatement {
	id: string;
	slug: string;
	changed: boolean;
	/** How many invented people of a rehearsal are to sign it. */
	rehearsed: number;
	/** When it goes out, or went. */
	releaseAt: number | null;
}

/** Reads `statement.yaml`. @throws Refusal `invalid` with every problem and its line */
function readStatementFile(text: string): StatementFile {
	const file = readYaml(text);
	if (file.faults.length > 0) {
		throw invalid(
			file.faults.map(({ line, text: message }) => ({ path: '', code: 'not-yaml', params: { line, message } })),
		);
	}
	const read = statementFileSchema.safeParse(file.value);
	if (read.success) return read.data;
	throw invalid(
		read.error.issues.map((issue): Problem => {
			const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
			return { path: path.join('.'), code: 'not-so', params: { line: file.locate(path).line, message: issue.message } };
		}),
	);
}

/** The texts of a folder, `en.md` and `zh.md`. @throws Refusal `invalid` for one without a title */
async function readTextFiles(folder: string): Promise<StatementTexts> {
	const texts: StatementTexts = {};
	for (const locale of locales) {
		const file = await readFile(join(folder, `${locale}.md`), 'utf8').catch((error: NodeJS.ErrnoException) => {
			if (error.code === 'ENOENT') return undefined;
			throw error;
		});
		if (file === undefined) continue;
		const text = readTextFile(file);
		if (!text) throw invalid([{ path: `${locale}.md`, code: 'no-title' }]);
		texts[locale] = text;
	}
	return texts;
}

/**
 * Brings a statement to what its folder says: settings and draft, and where nothing is released or planned yet, the planned
 * release. What is public changes by hand alone: a new version asks people to sign again.
 * @throws Refusal `invalid` with every problem; `not-found` (`no-organisation`, `no-edition`); `forbidden`
 */
export async function importStatement(ctx: Context, actor: Actor, folder: string): Promise<ImportedStatement> {
	const slug = statementSlug.safeParse(folder.replace(/\/+$/, '').split('/').at(-1));
	if (!slug.success) throw invalid([{ path: 'slug', code: 'not-a-slug' }]);
	const { organisation, edition, release, sample, rehearsal, ...rest } = readStatementFile(
		await readFile(join(folder, 'statement.yaml'), 'utf8'),
	);
	const settings = readSettings(rest);
	const texts = await readTextFiles(folder);
	const publisher = await organisationBySlug(ctx, organisation);
	if (!publisher) throw notFound('no-organisation');
	const from = edition === undefined ? null : await editionBySlug(ctx, edition);
	if (from === undefined) throw notFound('no-edition');
	return transaction(ctx, async (tx) => {
		const [known] = await tx.db.select().from(statement).where(eq(statement.slug, slug.data)).for('update');
		const place = { organisation: publisher.id, edition: from?.id ?? null };
		const { kind, zone, authoritative } = settings;
		const id =
			known?.id ?? (await createStatement(tx, actor, { slug: slug.data, ...place, kind, zone, authoritative, sample }));
		const columns = settingColumns(settings);
		const same =
			known && Object.entries(columns).every(([name, value]) => isSame(known[name as keyof typeof known], value));
		if (!same) {
			await tx.db.update(statement).set(columns).where(eq(statement.id, id));
			await bumpStatement(tx, id);
		}
		const [row] = await tx.db.select().from(statement).where(eq(statement.id, id));
		if (!row) throw notFound();
		const redrafted = !sameTexts(row.draft, texts);
		const revision = redrafted ? await writeDraft(tx, actor, row, texts, '') : row.draftRevision;
		const releaseAt = release === undefined ? null : instantOfLocal(release, zone);
		if (releaseAt !== null && row.state === 'drafting') {
			// What has gone out already went out at its moment, not at that of the import.
			const past = releaseAt <= tx.clock.edition.now();
			const at = past ? { ...tx, clock: pinned(tx.clock, releaseAt) } : tx;
			await releaseStatement(at, actor, { statement: id, at: releaseAt, revision });
		}
		return {
			id,
			slug: slug.data,
			changed: !same || redrafted,
			rehearsed: tx.clock.rehearsal ? (rehearsal?.signatories ?? 0) : 0,
			releaseAt,
		};
	});
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Imports every statement of a folder of folders, by name; none when it is not there. */
export async function importStatements(ctx: Context, actor: Actor, folder: string): Promise<ImportedStatement[]> {
	const found = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return [];
		throw error;
	});
	const imported: ImportedStatement[] = [];
	for (const name of found
		.filter((one) => one.isDirectory())
		.map((one) => one.name)
		.sort()) {
		imported.push(await importStatement(ctx, actor, join(folder, name)));
	}
	return imported;
}

/** Writes a statement's settings and draft as a folder that `importStatement` reads. @returns the files' names */
export async function exportStatement(ctx: Context, slug: string, folder: string): Promise<string[]> {
	const [row] = await ctx.db.select().from(statement).where(eq(statement.slug, slug));
	if (!row) throw notFound('no-statement');
	const organisation = (await organisationsById(ctx, [row.organisationId])).get(row.organisationId)?.slug;
	const edition = row.editionId === null ? undefined : (await editionById(ctx, row.editionId))?.slug;
	const local = (at: number) => localOf(at, row.zone).slice(0, 16);
	const released = row.releaseAt ?? row.releasedAt;
	const file = {
		organisation,
		...(edition === undefined ? {} : { edition }),
		kind: row.kind,
		zone: row.zone,
		authoritative: row.authoritative,
		...(released === null ? {} : { release: local(released) }),
		...(row.sample ? { sample: true } : {}),
		...(row.signsFrom === null
			? {}
			: {
					signing: {
						from: local(row.signsFrom),
						...(row.signsUntil === null ? {} : { until: local(row.signsUntil) }),
						as: row.signers,
						moderation: row.moderation,
						...(row.institutions.length > 0 ? { institutions: row.institutions } : {}),
					},
				}),
	};
	await mkdir(folder, { recursive: true });
	const files: Record<string, string> = { 'statement.yaml': stringify(file) };
	for (const [locale, text] of Object.entries(row.draft) as [Locale, NonNullable<StatementTexts[Locale]>][]) {
		files[`${locale}.md`] = textFile(text);
	}
	for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
	return Object.keys(files);
}
