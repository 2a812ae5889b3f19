import { expect, test } from 'vitest';
import { markupFindings } from './markup.ts';
import { printed, sourcesBelow } from './sources.ts';

test('no sentence stands in markup', () => {
	const sources = sourcesBelow('src', ['.svelte']);
	expect(sources.length).toBeGreaterThan(20);
	expect(printed(sources.flatMap(markupFindings))).toBe('');
});

test.each([
	'<p>Submit your abstract</p>',
	'<p>提交摘要</p>',
	'<button aria-label="Close">×</button>',
	'<input placeholder="Search" />',
	'<img src="/a.png" alt="The seal" />',
	'<input title={open ? "Close it" : other} />',
	'<p>{open ? "It is open" : t.closed}</p>',
	'<p>{`Hello there, ${name}`}</p>',
	'{#if open}<p>{t.a} or {t.b}</p>{/if}',
	'<Field label="Title" />',
	'<svelte:head><title>Sign in</title></svelte:head>',
	'<ul>{#each list as one (one.id)}<li>No. {one.id}</li>{/each}</ul>',
])('fails for %s', (text) => {
	expect(markupFindings({ path: 'src/X.svelte', text })).not.toEqual([]);
});

test.each([
	'<p>{t.title}</p>',
	'<p class="a b" data-state="open wide">{a} · {b} – 3</p>',
	'<span>Orrery</span> <span>{zone} UTC</span>',
	'<a href="/x" aria-current={tab.current ? "page" : undefined}>{tab.label}</a>',
	'<svelte:head><title>{t.title}</title></svelte:head>',
	'<script>\nconst a = "no markup at all";\n</script>\n<style>\np { color: red; }\n</style>',
	'<p onclick={() => log("some words here")}>{t.a}</p>',
])('passes for %s', (text) => {
	expect(printed(markupFindings({ path: 'src/X.svelte', text }))).toBe('');
});
