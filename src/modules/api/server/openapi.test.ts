import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { actions } from '#core/access/index.ts';
import { methods } from './endpoint.ts';
import { endpoints } from './endpoints/index.ts';
import { openApiDocument, refusalsOf } from './openapi.ts';
import { createRouter } from './router.ts';

// biome-ignore lint/suspicious/noExplicitAny: a document is looked into at many depths
const document = openApiDocument('https://orrery.example') as any;

describe('the document', () => {
	it('is OpenAPI 3.1 by its meta-schema, and every reference leads somewhere', async () => {
		const validator = new Validator();
		const result = await validator.validate(structuredClone(document));
		expect(result.errors ?? []).toEqual([]);
		expect([result.valid, validator.version]).toEqual([true, '3.1']);
		const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref as string);
		expect(refs.length).toBeGreaterThan(100);
		for (const ref of new Set(refs)) {
			expect(ref).toMatch(/^#\/components\//);
			const found = ref
				.slice(2)
				.split('/')
				.reduce((at, part) => at?.[part], document);
			expect(found, ref).toBeDefined();
		}
	});

	it('is refused by the meta-schema when something is wrong with it', async () => {
		const broken = structuredClone(document);
		broken.paths['/editions'].get.responses = 'none';
		expect((await new Validator().validate(broken)).valid).toBe(false);
	});

	it('holds every endpoint that the router knows, and the router every path of the document', () => {
		const router = createRouter(endpoints);
		const inDocument: string[] = [];
		for (const [path, item] of Object.entries<Record<string, unknown>>(document.paths)) {
			const match = router(path.replace(/\{\w+\}/g, 'x'));
			expect(match, path).toBeDefined();
			for (const method of Object.keys(item)) {
				inDocument.push(`${method.toUpperCase()} ${path}`);
				expect(match?.endpoints[method.toUpperCase()]?.path).toBe(path);
			}
		}
		expect(inDocument.sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort());
		expect(new Set(endpoints.map(({ id }) => id)).size).toBe(endpoints.length);
		for (const { method } of endpoints) expect(methods).toContain(method);
	});

	it('says of every operation what it needs, takes, answers and refuses', () => {
		for (const endpoint of endpoints) {
			const operation = document.paths[endpoint.path][endpoint.method.toLowerCase()];
			const named = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			const inPath = operation.parameters?.filter((one: { in: string }) => one.in === 'path') ?? [];
			expect(inPath.map((one: { name: string }) => one.name)).toEqual(named);
			for (const status of refusalsOf(endpoint)) expect(operation.responses[status], endpoint.id).toBeDefined();
			expect(operation.summary.length).toBeGreaterThan(5);
			if (typeof endpoint.needs !== 'string') for (const one of endpoint.needs) expect(actions).toHaveProperty([one]);
			if (endpoint.needs !== 'public') expect(operation.security).toEqual([{ token: [] }]);
			const bodies = Object.values<Record<string, unknown>>(operation.requestBody?.content ?? {});
			for (const body of bodies) expect(body.schema).toBeDefined();
		}
	});

	it('writes nothing without a token', () => {
		for (const { id, method, needs } of endpoints)
			if (method !== 'GET') expect(`${id} ${needs}`).not.toMatch(/public$/);
	});
});

describe('the router', () => {
	it('prefers fixed segments, decodes parameters, and knows nothing else', () => {
		const router = createRouter(endpoints);
		expect(router('/me/applications')?.endpoints.GET?.id).toBe('listOwnApplications');
		expect(router('/editions/ip%2Fspace')?.params).toEqual({ edition: 'ip/space' });
		for (const path of [
			'',
			'/',
			'editions',
			'/editions/',
			'/editions//calls',
			'/editions/%zz',
			'/constructor',
			'/__proto__',
		])
			expect(router(path), path).toBeUndefined();
	});
	it('refuses two endpoints at one address', () => {
		expect(() => createRouter([...endpoints, ...endpoints])).toThrow(/stands twice/);
	});
});
