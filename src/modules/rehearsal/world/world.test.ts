import { expect, test } from 'vitest';
import { countWords } from '#core/text/index.ts';
import { reviewerProfileSchema } from '#modules/review/reviewer.ts';
import { inventProfile, inventRoles } from './reviewer-profile.ts';
import { inventWorld, worldTracks } from './world.ts';

const world = inventWorld();

test('the same seed gives the same world, another seed another one', () => {
	expect(inventWorld()).toEqual(world);
	expect(inventWorld(1).applications[0]).not.toEqual(world.applications[0]);
});

test('there are 150 applications and 40 reviewers, in every track and both languages', () => {
	expect(world.applications).toHaveLength(150);
	expect(world.reviewers).toHaveLength(40);
	expect(new Set(world.applications.map((one) => one.track))).toEqual(new Set(worldTracks));
	const chinese = world.applications.filter((one) => one.language === 'zh').length;
	expect(chinese).toBeGreaterThan(8);
	expect(chinese).toBeLessThan(60);
});

test('every abstract keeps the rules of the call and says that it is a sample', () => {
	for (const { abstract, keywords, language } of world.applications) {
		const words = countWords(abstract);
		expect(words).toBeGreaterThanOrEqual(250);
		expect(words).toBeLessThanOrEqual(500);
		expect(keywords.length).toBeGreaterThanOrEqual(3);
		expect(new Set(keywords).size).toBe(keywords.length);
		expect(abstract).toContain(language === 'en' ? 'sample' : '示例');
	}
});

test('nobody can receive mail, no address occurs twice, the presenter is among the authors', () => {
	const people = [...world.reviewers, ...world.applications.flatMap((one) => one.authors)];
	for (const { email } of people) expect(email).toMatch(/^[a-z.-]+@[a-z]+\.example$/);
	expect(new Set(people.map((one) => one.email)).size).toBe(people.length);
	for (const { presenter, authors } of world.applications) expect(authors[presenter]).toBeDefined();
});

test('they arrive in order within the window, most of them late', () => {
	const times = world.applications.map((one) => one.arrives);
	expect(times).toEqual([...times].sort((a, b) => a - b));
	expect(times[0]).toBeGreaterThanOrEqual(0);
	expect(times.at(-1)).toBeLessThan(1);
	expect(times.filter((at) => at > 0.93).length).toBeGreaterThan(40);
});

test('40 reviewers say what they know, the same each time, and take more together than is needed', () => {
	const profiles = world.reviewers.map(inventProfile);
	expect(world.reviewers.map(inventProfile)).toEqual(profiles);
	for (const profile of profiles) {
		expect(reviewerProfileSchema.safeParse(profile).success).toBe(true);
		expect(profile.publications.length).toBeGreaterThanOrEqual(3);
		expect(profile.keywords.length).toBeGreaterThanOrEqual(3);
		expect(profile.publications.every(({ venue }) => venue?.includes('Sample'))).toBe(true);
	}
	const regular = profiles.filter((_, i) => !inventRoles(i).some(({ role }) => role === 'emergency'));
	expect(regular.reduce((sum, { loadMax }) => sum + (loadMax ?? 0), 0)).toBeGreaterThan(450);
	const chinese = world.applications.filter(({ language }) => language === 'zh').length;
	const readers = regular.filter(({ languages }) => languages.includes('zh'));
	expect(readers.reduce((sum, { loadMax }) => sum + (loadMax ?? 0), 0)).toBeGreaterThan(3 * chinese);
	for (const track of worldTracks)
		expect(profiles.filter(({ tracks }) => tracks.includes(track)).length).toBeGreaterThan(2);
});
