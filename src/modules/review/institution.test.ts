import { describe, expect, it } from 'vitest';
import { institutionAliases, institutionInitials, institutionKeys } from './institution.ts';
import { institutionDomain } from './mail-domain.ts';
import { nameKey } from './person-name.ts';

const same = (a: string, b: string) => {
	const keys = institutionKeys(b);
	return institutionKeys(a).some((key) => keys.includes(key));
};

describe('institutions', () => {
	it('are the same however they are written', () => {
		const ways = [
			'University of Oxford',
			'Univ. of Oxford',
			'Oxford University',
			'Department of Physics, University of Oxford, Oxford OX1 3PU, UK',
			'  the UNIVERSITY of oxford ',
			'Dept. of Computer Science; Oxford Univ.',
		];
		for (const way of ways) expect(same(ways[0] as string, way), way).toBe(true);
		expect(same('Universität Zürich', 'University of Zurich')).toBe(true);
		expect(same('Massachusetts Inst. of Tech.', 'Massachusetts Institute of Technology')).toBe(true);
	});

	it('are known in Chinese by what comes before the department', () => {
		expect(same('北京大学物理学院', '北京大学')).toBe(true);
		expect(same('北京大学，天文学系', '中国北京 北京大学')).toBe(true);
		expect(same('北京大学', '北京师范大学')).toBe(false);
		expect(same('中国科学院国家天文台', '中国科学院国家天文台 星系室')).toBe(true);
		expect(same('中国科学院国家天文台', '中国科学院高能物理研究所')).toBe(false);
		expect(same('清华大学 Tsinghua University', 'Tsinghua Univ.')).toBe(true);
	});

	it('are not the same for what every institution is called', () => {
		for (const [a, b] of [
			['University', 'University'],
			['Department of Physics', 'Department of Physics'],
			['Institute of Physics, University of A-Town', 'Institute of Physics, University of B-Town'],
			['', ''],
			['—', '…'],
			['University of York', 'New York University'],
			['Institute of A, Chinese Academy of Sciences', 'Institute of B, Chinese Academy of Sciences'],
		] as const) {
			expect(same(a, b), `${a} | ${b}`).toBe(false);
		}
	});

	it('in several languages or with a ROR id are one for everybody', () => {
		const one = institutionAliases([
			{ names: ['Peking University', '北京大学'] },
			{ names: ['北京大学'], ror: '02v51f717' },
			{ names: ['PKU Astronomy Institute'], ror: '02v51f717' },
			{ names: ['Somewhere Else University'] },
		]);
		const [latin] = institutionKeys('Peking Univ.');
		const [other] = institutionKeys('Somewhere Else University');
		expect(one(latin as string)).toBe(one('ror:02v51f717'));
		expect(one(latin as string)).toBe(one(institutionKeys('北京大学天文学系')[0] as string));
		expect(one(latin as string)).toBe(one(institutionKeys('PKU Astronomy Institute')[0] as string));
		expect(one(other as string)).not.toBe(one(latin as string));
	});

	it('are not joined by a name that many have', () => {
		const towns = ['A', 'B', 'C', 'D', 'E', 'F'].map((town) => `University of ${town}town`);
		const one = institutionAliases(towns.map((name) => ({ names: [name, '应用物理研究所'] })));
		expect(new Set(towns.map((name) => one(institutionKeys(name)[0] as string))).size).toBe(towns.length);
		expect(institutionKeys('物理学院')).toEqual([]);
	});

	it('go by initials, which are a hint', () => {
		expect(institutionInitials('MIT')).toBe(institutionInitials('Massachusetts Institute of Technology'));
		expect(institutionInitials('CUHK')).toBe(institutionInitials('The Chinese University of Hong Kong'));
		expect(institutionInitials('Oxford University')).toBeUndefined();
	});
});

describe('mail domains', () => {
	it('are those that an institution registers', () => {
		expect(institutionDomain('a@astro.ox.ac.uk')).toBe('ox.ac.uk');
		expect(institutionDomain('a@ox.ac.uk')).toBe('ox.ac.uk');
		expect(institutionDomain('a@mail.tsinghua.edu.cn')).toBe('tsinghua.edu.cn');
		expect(institutionDomain('A@CS.MIT.EDU ')).toBe('mit.edu');
		expect(institutionDomain('a@ihep.cas.cn')).toBe('ihep.cas.cn');
		expect(institutionDomain('a@mail.ihep.cas.cn')).toBe('ihep.cas.cn');
		expect(institutionDomain('a@north.edu.example')).toBe('north.edu.example');
		expect(institutionDomain('a@dept.north.edu.example')).toBe('north.edu.example');
	});

	it('say nothing where anybody has an address', () => {
		const nobodys = ['a@gmail.com', 'a@qq.com', 'a@vip.163.com', 'a@yahoo.co.jp', 'a@hotmail.fr', 'a@own.example'];
		const broken = ['a@ac.uk', 'a@cas.cn', 'a@localhost', 'nobody', '', 'a@', 'a@x.test', 'a@mail.example.org'];
		for (const address of [...nobodys, ...broken]) expect(institutionDomain(address), address).toBeUndefined();
	});
});

describe('names', () => {
	it('are compared without order, accents and marks, as whole names only', () => {
		expect(nameKey('Mira Halden')).toBe(nameKey('HALDEN, Mira'));
		expect(nameKey('José Niño-Pérez')).toBe(nameKey('Jose Nino Perez'));
		expect(nameKey('林一鸣')).toBe(nameKey(' 林 一鸣 '));
		expect(nameKey('M. Halden')).toBeUndefined();
		expect(nameKey('Halden')).toBeUndefined();
		expect(nameKey('')).toBeUndefined();
	});
});
