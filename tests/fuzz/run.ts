/*
 * Throws made-up requests at the programming interface, by schemathesis (PyPI), and holds every answer against the
 * document: `node_modules/.bin/node tests/fuzz/run.ts [cases] [seed] [who]`. See README.md beside it.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeAnswers } from '../../src/modules/api/server/testing.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { type Caller, signInCast } from '../setup/cast.ts';
import { startServer, type TestServer } from '../setup/server.ts';

const [cases = '2000', seed = '1', who = 'organiser'] = process.argv.slice(2);
const schemathesis = process.env.SCHEMATHESIS ?? 'schemathesis';
const folder = inProject('tests', 'output', 'fuzz');

/** A token of one of the cast with every scope, made as a person makes it. */
async function tokenOf(one: Caller): Promise<string> {
	const body = new URLSearchParams({ name: 'fuzz', days: '7' });
	for (const scope of ['own:read', 'own:write', 'desk:read', 'desk:write']) body.append('scopes', scope);
	const page = await (await one.ask('/me/security?/token', { method: 'POST', body })).text();
	const token = /orrery_[0-9a-z]{40}/.exec(page)?.[0];
	if (!token) throw new Error('no token was made');
	return token;
}

type Json = Record<string, unknown> & { id: string };

/** Ids that exist, of things of the token's owner and of others, so that the requests get beyond 'not found'. */
async function idsOf(server: TestServer, token: string): Promise<Record<string, string[]>> {
	const ask = async (method: string, path: string, json?: unknown) => {
		const body = json === undefined ? null : json instanceof FormData ? json : JSON.stringify(json);
		const type: Record<string, string> = json instanceof FormData ? {} : { 'content-type': 'application/json' };
		const headers = { authorization: `Bearer ${token}`, ...type };
		const response = await fetch(`${server.origin}/api/v1${path}`, { method, headers, body });
		if (!response.ok && response.status !== 403 && response.status !== 404)
			throw new Error(`${method} ${path}: ${await response.text()}`);
		return response.json();
	};
	const call = '/editions/ipspace-2021/calls/abstracts';
	const { form } = await ask('GET', call);
	const attachment = form.fields.find((field: { kind: string }) => field.kind === 'file')?.id;
	const answers = completeAnswers(form);
	const ids = {
		application: [] as string[],
		draft: [] as string[],
		file: [] as string[],
		determination: [] as string[],
	};
	for (let i = 0; i < 12; i += 1) {
		const draft: Json = await ask('POST', `${call}/drafts`, { answers: { ...answers, title: `Fuzz ${i}` } });
		const data = new FormData();
		data.set('file', new Blob([smallPdf]), 'figures.pdf');
		const uploaded = await ask('PUT', `/drafts/${draft.id}/files/${attachment}`, data);
		ids.draft.push(draft.id);
		if (i >= 8) continue;
		const { application } = await ask('POST', `/drafts/${draft.id}/submit`);
		ids.application.push(application);
		ids.file.push(uploaded.answer.file);
	}
	for (const { id } of (await ask('GET', `${call}/applications?limit=20`)).items ?? []) ids.application.push(id);
	for (const application of ids.application.slice(0, 4)) {
		const made = await ask('POST', `/applications/${application}/determinations`, { outcome: 'talk' });
		if (made.id) ids.determination.push(made.id);
	}
	const field = form.fields.map(({ id }: Json) => id);
	return {
		edition: ['ipspace-2021'],
		call: ['abstracts'],
		field: [...field, attachment, attachment, attachment],
		...ids,
	};
}

const smallPdf = '%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';

const server = await startServer();
let failed = true;
try {
	mkdirSync(folder, { recursive: true });
	const visitor = who === 'visitor';
	const cast = await signInCast(server);
	const one = cast.get(visitor ? 'organiser' : who);
	if (!one) throw new Error(`nobody of the cast is ${who}`);
	const token = await tokenOf(one);
	const ids = await idsOf(server, token);
	writeFileSync(join(folder, 'ids.json'), JSON.stringify(ids));
	console.log(
		`As ${who}: ${Object.entries(ids)
			.map(([name, known]) => `${known.length} × ${name}`)
			.join(', ')}`,
	);
	const { paths } = await (await fetch(`${server.origin}/api/v1/openapi.json`)).json();
	const operations = Object.values<object>(paths).reduce((sum, item) => sum + Object.keys(item).length, 0);
	const each = Math.ceil(Number(cases) / operations);
	const given = [
		...['run', `${server.origin}/api/v1/openapi.json`, '--checks', 'all', '--mode', 'all', '--seed', seed],
		...['--max-examples', String(each), '--phases', 'examples,coverage,fuzzing', '--workers', '2'],
		...[
			'--generation-database',
			'none',
			'--request-timeout',
			'60',
			'--continue-on-failure',
			'--suppress-health-check',
			'all',
		],
		...(visitor ? [] : ['--header', `Authorization: Bearer ${token}`]),
	];
	const child = spawn(schemathesis, given, {
		cwd: inProject('tests', 'fuzz'),
		stdio: 'inherit',
		env: { ...process.env, FUZZ_IDS: join(folder, 'ids.json'), SCHEMATHESIS_HOOKS: 'hooks', PYTHONWARNINGS: 'ignore' },
	});
	failed = await new Promise((resolve, reject) => {
		child.on('error', () =>
			reject(new Error(`${schemathesis} is not there: pip install schemathesis, or name it in SCHEMATHESIS`)),
		);
		child.on('exit', (code) => resolve(code !== 0));
	});
} finally {
	await server.dispose();
}
process.exit(failed ? 1 : 0);
