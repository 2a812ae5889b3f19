import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import type { Locale } from '#core/i18n/index.ts';
import { callSchema } from '#modules/calls/call.ts';
import { checkBundle } from '../bundle/check.ts';
import { describeFinding, type Finding } from '../bundle/findings.ts';
import { type Bundle, type FilePart, fileSchemas, requiredParts } from '../bundle/index.ts';
import { readAssetFolder } from './asset-folder.ts';
import { readYaml, type TextPlace, type YamlFile } from '#core/yaml/index.ts';
import { findingsOf } from './zod-findings.ts';

/** A finding with its file (path inside the bundle's folder), line and column (from 1) and its sentence. */
export interface LocatedFinding extends TextPlace {
	severity: 'error' | 'warning';
	file: string;
	/** Keys from the root of the file, joined by dots. */
	path: string;
	code: Finding['code'];
	params: Record<string, string | number>;
	message: string;
}

export interface LoadedBundle {
	/** The bundle, only when there is no error. */
	bundle: Bundle | undefined;
	errors: LocatedFinding[];
	/** Texts that wait for their translation, files from which something is left out. */
	warnings: LocatedFinding[];
	/** The files of the assets as they are kept, by digest; each is read when it is asked for. */
	files: ReadonlyMap<string, () => Promise<Buffer>>;
}

/**
 * Reads and checks the folder of an edition. Every error is reported, not only the first; nothing is thrown for a bad
 * bundle, only for a folder that cannot be read.
 * @param locale language of the sentences
 */
export async function loadBundle(folder: string, locale: Locale = 'en'): Promise<LoadedBundle> {
	const reading = new Reading(folder);
	const parts = await reading.parts();
	const calls = await reading.calls();
	await reading.refuseUnknownFiles();

	const assets = await readAssetFolder(folder, parts.assets, locale);
	reading.found.push(...assets.found);
	reading.broken ||= assets.broken;
	const values = { ...parts, assets: assets.values, calls, pages: await reading.pageTexts(parts.pages) };
	// References can be judged only once every part has its shape; a slip in one file would make others look wrong.
	if (!reading.broken) {
		const bundle = values as unknown as Bundle;
		reading.found.push(...checkBundle(bundle));
	}
	const located = reading.found.map((finding) => reading.locate(finding, locale)).sort(byPlace);
	const errors = located.filter((finding) => finding.severity === 'error');
	return {
		bundle: errors.length === 0 ? (values as unknown as Bundle) : undefined,
		errors,
		warnings: located.filter((finding) => finding.severity === 'warning'),
		files: assets.files,
	};
}

/** The findings as lines of text: `tracks.yaml:12:3 error There is no key …`. */
export function formatFindings(findings: readonly LocatedFinding[]): string {
	return findings.map((f) => `${f.file}:${f.line}:${f.column} ${f.severity} ${f.message}`).join('\n');
}

type PageText = { en?: string; zh?: string };

/** The state of one load: the YAML files by name, and what was found. */
class Reading {
	readonly found: Finding[] = [];
	/** True when a part could not be read, so that references cannot be judged. */
	broken = false;
	readonly #folder: string;
	readonly #yaml = new Map<string, YamlFile>();
	/** The files of the calls, by the index of the call. */
	readonly #callFiles: string[] = [];
	readonly #pages: { id: string; body: PageText }[] = [];

	constructor(folder: string) {
		this.#folder = folder;
	}

	async parts(): Promise<Record<FilePart, unknown>> {
		const parts = {} as Record<FilePart, unknown>;
		for (const part of Object.keys(fileSchemas) as FilePart[]) {
			const file = `${part}.yaml`;
			const yaml = await this.#read(file);
			if (yaml === 'unreadable') continue;
			if (yaml === undefined) {
				if (requiredParts.includes(part)) this.#refuseWhole(file, 'missing-file', { name: file });
				else parts[part] = ['committee', 'letters', 'outcomes'].includes(part) ? undefined : [];
				continue;
			}
			parts[part] = this.#parse(fileSchemas[part], part, yaml);
		}
		return parts;
	}

	async calls(): Promise<unknown[]> {
		const calls: unknown[] = [];
		// By address, as they are read back: with the ending `media-outlets` would stand before `media`.
		const slugs = (await list(join(this.#folder, 'calls'))).flatMap((name) => /^(.*)\.yaml$/.exec(name)?.[1] ?? []);
		for (const [index, slug] of slugs.sort().entries()) {
			const name = `${slug}.yaml`;
			const file = `calls/${name}`;
			this.#callFiles.push(file);
			const yaml = await this.#read(file);
			if (yaml === undefined || yaml === 'unreadable') continue;
			const call = this.#parse(callSchema, 'calls', yaml, [index]) as { slug: string } | undefined;
			calls.push(call);
			if (call && `${call.slug}.yaml` !== name) {
				this.#find('calls', [index, 'slug'], 'file-name', { name, id: call.slug });
			}
		}
		return calls;
	}

	/** Puts the Markdown files beside what `pages.yaml` says of them. */
	async pageTexts(entries: unknown): Promise<unknown> {
		if (!Array.isArray(entries)) return entries;
		const texts = new Map<string, PageText>();
		for (const name of (await list(join(this.#folder, 'pages'))).sort()) {
			const match = /^(.+)\.(en|zh)\.md$/.exec(name);
			const file = `pages/${name}`;
			if (!match) {
				this.#refuse(file, 'unknown-file', { name: file });
				continue;
			}
			const [, id, language] = match as unknown as [string, string, 'en' | 'zh'];
			if (!entries.some((page: { id: string }) => page.id === id)) this.#refuse(file, 'text-without-page', { id });
			const text = (await this.#text(file))?.trim();
			if (text) texts.set(id, { ...texts.get(id), [language]: text });
		}
		const pages = entries.map((page: { id: string }) => ({ ...page, body: texts.get(page.id) ?? {} }));
		this.#pages.push(...pages);
		return pages;
	}

	async refuseUnknownFiles(): Promise<void> {
		const known = new Set([
			'README.md',
			'assets',
			'calls',
			'pages',
			...Object.keys(fileSchemas).map((part) => `${part}.yaml`),
		]);
		for (const name of await readdir(this.#folder)) {
			if (!known.has(name) && !name.startsWith('.')) this.#refuse(name, 'unknown-file', { name });
		}
	}

	locate(finding: Finding, locale: Locale): LocatedFinding {
		const inCall = finding.part === 'calls';
		const text = this.#textOf(finding);
		const file = inCall
			? (this.#callFiles[finding.path[0] as number] as string)
			: (text?.file ?? (finding.part in fileSchemas ? `${finding.part}.yaml` : finding.part));
		const path = inCall ? finding.path.slice(1) : finding.path;
		const yaml = this.#yaml.get(file);
		const params = finding.params ?? {};
		const place =
			finding.code === 'unreadable-yaml' || yaml === undefined
				? { line: text?.line ?? Number(params.line ?? 1), column: Number(params.column ?? 1) }
				: yaml.locate(path);
		const { severity, code } = finding;
		return { severity, file, ...place, path: path.join('.'), code, params, message: describeFinding(finding, locale) };
	}

	/** A page's text lies in a file of its own: which, and in which line of it something named in braces stands. */
	#textOf({ part, path, params }: Finding): { file: string; line: number } | undefined {
		const [index, field, language] = path;
		const page = part === 'pages' && field === 'body' ? this.#pages[Number(index)] : undefined;
		if (!page || (language !== 'en' && language !== 'zh')) return undefined;
		const lines = (page.body[language] ?? '').split('\n');
		const line = lines.findIndex((one) => one.includes(`{${params?.id}}`));
		return { file: `pages/${page.id}.${language}.md`, line: Math.max(0, line) + 1 };
	}

	#parse(schema: z.ZodType, part: string, yaml: YamlFile, prefix: (string | number)[] = []): unknown {
		if (yaml.faults.length > 0) {
			this.broken = true;
			for (const { text, line, column } of yaml.faults) {
				this.#find(part, prefix, 'unreadable-yaml', { text, line, column });
			}
			return undefined;
		}
		const parsed = schema.safeParse(yaml.value);
		if (parsed.success) return parsed.data;
		this.broken = true;
		this.found.push(...findingsOf(part, yaml.value, parsed.error.issues, prefix));
		return undefined;
	}

	async #read(file: string): Promise<YamlFile | 'unreadable' | undefined> {
		const text = await this.#text(file);
		if (text === undefined) return undefined;
		if (text === null) return 'unreadable';
		const yaml = readYaml(text);
		this.#yaml.set(file, yaml);
		return yaml;
	}

	/** The text of a file, undefined when there is none, null (and a finding) when it is not UTF-8. */
	async #text(file: string): Promise<string | null | undefined> {
		const path = join(this.#folder, file);
		if (!(await isFile(path))) return undefined;
		try {
			return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
		} catch (error) {
			if (!(error instanceof TypeError)) throw error;
			this.#refuseWhole(file, 'not-utf8');
			return null;
		}
	}

	#refuseWhole(file: string, code: Finding['code'], params?: Finding['params']): void {
		this.broken = true;
		this.#refuse(file, code, params);
	}

	#refuse(file: string, code: Finding['code'], params?: Finding['params']): void {
		// Files that are a part are known by the name of the part; others by their own.
		const part = file.endsWith('.yaml') && basename(file, '.yaml') in fileSchemas ? basename(file, '.yaml') : file;
		this.#find(part, [], code, params);
	}

	#find(part: string, path: (string | number)[], code: Finding['code'], params?: Finding['params']): void {
		this.found.push({ severity: 'error', part, path, code, params });
	}
}

function byPlace(a: LocatedFinding, b: LocatedFinding): number {
	return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}

async function list(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

async function isFile(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
