import { describe, expect, test } from 'vitest';
import { cleanPicture } from './index.ts';

const svg = (inner: string, more = 'viewBox="0 0 120 60"') =>
	Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<!-- Generator: a drawing program, by Secret Person -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ed="http://editor.example/" ${more}>${inner}</svg>`);
const clean = async (bytes: Buffer) => (await cleanPicture(bytes)).bytes.toString('utf8');
const refused = (inner: string) =>
	cleanPicture(svg(inner)).then(
		() => undefined,
		(fault) => `${fault.code} ${fault.params.name ?? ''}`.trim(),
	);

describe('drawings', () => {
	test('shapes, classes and gradients stay; scripts, handlers, notes and parts of programs go', async () => {
		const text = await clean(
			svg(`<title>Secret</title><metadata><rdf>Secret</rdf></metadata><ed:guide x="1"/><script>alert(1)</script>
			<style>.a{fill:#123456}</style><defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>
			<path class="a" d="M0 0h10v10z" onclick="alert(1)" ed:label="Secret" data-x="1"/>
			<rect width="5" height="5" fill="url(#g)"/><use xlink:href="#g"/><text x="1">A &amp; B &lt;C&gt;</text>`),
		);
		expect(text).not.toMatch(/Secret|script|alert|onclick|ed:|data-x|Generator|title/);
		expect(text).toContain('<path class="a" d="M0 0h10v10z"/>');
		expect(text).toContain('fill="url(#g)"');
		expect(text).toContain('<use href="#g"/>');
		expect(text).toContain('A &amp; B &lt;C&gt;');
		expect(await clean(Buffer.from(text))).toBe(text);
	});

	test('what would leave a hole or reach outside is refused by its name', async () => {
		expect(await refused('<image href="data:image/png;base64,AA"/>')).toBe('svg-element image');
		expect(await refused('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>')).toBe(
			'svg-element foreignObject',
		);
		expect(await refused('<use href="https://elsewhere.example/a.svg#x"/>')).toBe(
			'svg-reference https://elsewhere.example/a.svg#x',
		);
		expect(await refused('<use xlink:href="javascript:alert(1)"/>')).toContain('svg-reference');
		expect(await refused('<rect fill="url(https://elsewhere.example/#x)"/>')).toContain('svg-reference');
		expect(await refused('<rect style="fill:u\\72l(//elsewhere.example)"/>')).toContain('svg-reference');
		expect(await refused('<style>@import "https://elsewhere.example/a.css";</style>')).toBe('svg-reference style');
		expect(await refused('<rect><set attributeName="x" to="1"/></rect>')).toBe('svg-element set');
	});

	test('entities and other documents are no drawing', async () => {
		const bomb = Buffer.from(
			'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>&b;</text></svg>',
		);
		await expect(cleanPicture(bomb)).rejects.toMatchObject({ code: 'svg-broken' });
		await expect(cleanPicture(Buffer.from('<svg viewBox="0 0 1 1"/>'))).rejects.toMatchObject({ code: 'svg-broken' });
		await expect(cleanPicture(svg('<g>'))).rejects.toMatchObject({ code: 'svg-broken' });
	});

	test('a drawing that unfolds beyond measure, or uses itself, is refused', async () => {
		const levels = Array.from({ length: 12 }, (_, n) => `<g id="l${n + 1}">${`<use href="#l${n}"/>`.repeat(10)}</g>`);
		await expect(
			cleanPicture(svg(`<defs><path id="l0"/>${levels.join('')}</defs><use href="#l12"/>`)),
		).rejects.toMatchObject({
			code: 'svg-too-large',
		});
		expect(await refused('<g id="a"><use href="#a"/></g>')).toBe('svg-reference #a');
		for (const levels of [200, 20_000, 120_000]) {
			for (const name of ['g', 'desc']) {
				const nested = `<${name}>`.repeat(levels) + `</${name}>`.repeat(levels);
				const refusal = cleanPicture(svg(`<path/>${nested}`)).then(
					() => 'kept',
					(error) => error.code ?? error.message,
				);
				// What is left out anyhow may be as deep as it can be read.
				expect(['svg-too-large', ...(name === 'desc' ? ['kept'] : [])]).toContain(await refusal);
			}
		}
	});

	test('its size is by its width and height, or by its view box', async () => {
		const sizeOf = async (more: string) => (await cleanPicture(svg('<path/>', more))).size;
		expect(await sizeOf('viewBox="0 0 120 60"')).toEqual({ width: 120, height: 60 });
		expect(await sizeOf('width="1in" viewBox="0 0 120 60"')).toEqual({ width: 96, height: 48 });
		expect(await sizeOf('width="100%" height="100%" viewBox="0,0,30,20"')).toEqual({ width: 30, height: 20 });
		await expect(cleanPicture(svg('<path/>', ''))).rejects.toMatchObject({ code: 'svg-without-size' });
	});
});
