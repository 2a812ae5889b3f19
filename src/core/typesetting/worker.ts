import { relative } from 'node:path';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { inProject, projectRoot } from '#core/paths/index.ts';
import { fontFolders } from './fonts.ts';
import { joinPdfs } from './join.ts';
import { pictureOf } from './picture.ts';
import type { Diagnostic, JoinRequest, WorkerRequest, WorkerResponse } from './protocol.ts';

/*
 * The typesetting process: one compiler, one job at a time. Typst works synchronously and would otherwise hold up every
 * request; and only the end of a process gives its memory back (a thread that ended left 300 MB behind). The job's data
 * and files are laid over the project as `/@job/…`, so they never touch the disk or a source.
 */
const evictEvery = 4;
const keepRounds = 2;
/** After a job with so many characters of data nothing is kept: thousands of names have nothing in common with what follows. */
const largeData = 100_000;

interface TypstDiagnostic {
	message: string;
	path: string;
	range: { start: { line: number; character: number } } | null;
	severity: number;
}

function describe(compiler: NodeCompiler, problem: NodeError | null): Diagnostic[] {
	if (!problem) return [];
	return (compiler.fetchDiagnostics(problem) as TypstDiagnostic[]).map((d) => ({
		severity: d.severity === 1 ? 'error' : 'warning',
		message: d.message,
		file: relative(projectRoot, d.path),
		line: d.range ? d.range.start.line + 1 : 0,
		column: d.range ? d.range.start.character + 1 : 0,
	}));
}

/** Export errors arrive as Rust debug text: `[SourceDiagnostic { …, message: "…" … }]`. */
function describeThrown(template: string, thrown: unknown): Diagnostic[] {
	const text = thrown instanceof Error ? thrown.message : String(thrown);
	const messages = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((m) => (m[1] ?? '').replaceAll('\\"', '"'));
	return (messages.length > 0 ? messages : [text]).map((message) => ({
		severity: 'error',
		message,
		file: relative(projectRoot, template),
		line: 0,
		column: 0,
	}));
}

async function typeset(compiler: NodeCompiler, request: WorkerRequest): Promise<WorkerResponse> {
	const { id } = request;
	try {
		compiler.mapShadow(inProject('@job', 'data.json'), Buffer.from(request.data));
		for (const [name, content] of Object.entries(request.files)) {
			compiler.mapShadow(inProject('@job', name), Buffer.from(content as Uint8Array));
		}
		const compiled = compiler.compile({ mainFilePath: request.template, resetRead: true });
		const diagnostics = [
			...describe(compiler, compiled.takeError()),
			// A font that is not there is only a warning to Typst, and the letter would come out in another one.
			...describe(compiler, compiled.takeWarnings()),
		];
		const document = compiled.result;
		if (diagnostics.length > 0 || !document) return { id, diagnostics };
		const pdf = compiler.pdf(document, { pdfStandard: request.standard });
		return { id, bytes: request.picture ? await pictureOf(pdf, request.picture.width) : pdf };
	} catch (thrown) {
		return { id, diagnostics: describeThrown(request.template, thrown) };
	} finally {
		compiler.resetShadow();
	}
}

async function join({ id, parts }: JoinRequest): Promise<WorkerResponse> {
	try {
		return { id, bytes: await joinPdfs(parts) };
	} catch (thrown) {
		return { id, diagnostics: describeThrown('', thrown) };
	}
}

function serve(send: (response: WorkerResponse) => void): void {
	const compiler = NodeCompiler.create({ workspace: projectRoot, fontArgs: [{ fontPaths: fontFolders() }] });
	let done = 0;
	process.on('message', async (request: WorkerRequest | JoinRequest) => {
		if ('parts' in request) return send(await join(request));
		send(await typeset(compiler, request));
		done += 1;
		// Without this, 1,500 letters take 1.2 GB. What the last letters had in common stays.
		if (request.data.length >= largeData) compiler.evictCache(0);
		else if (done % evictEvery === 0) compiler.evictCache(keepRounds);
	});
	// Whoever gave the jobs is gone, however he went.
	process.on('disconnect', () => process.exit(0));
	// A terminal sends its signals to all of a group; the server decides when this process ends.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
}

if (process.send) serve(process.send.bind(process));
