import { describe, expect, it } from 'vitest';
import { fold } from '../text/fold.ts';
import { areKnownVariants, familiesOf, VARIANT_FAMILIES } from './variant-families.ts';

const variants = (a: string, b: string) => areKnownVariants(fold(a), fold(b));

/** Names that two children of one family may bear. None may be a variant of the other, on any list. */
const DIFFERENT: readonly (readonly [string, string])[] = (
  'Amelia Amelie|Mia Maya|Mia Mya|Maya Mya|Jack Jake|Jack John|Isla Ella|Isla Isaac|Ella Ellie|Lucy Luca|Lucas Luke|Oliver Olivia|Ollie Olivia|Maria Mario|Maria Marie|Maria Mary|Anna Hannah|Anna Anne|' +
  'Sophia Sophie|Alexander Alexandra|Daniel Danielle|Daniella Danielle|Joseph Josephine|George Georgia|George Georgina|Georgia Georgina|Louis Louise|Louis Lewis|Harris Harry|Harry Harriet|Evie Ivy|Ada Aida|' +
  'Zara Sarah|Zahra Zara|Mohammed Ahmed|Mohammed Mahmoud|Ahmed Hamid|Hassan Hussein|Ali Aliya|Fatima Fatoumata|Taiwo Kehinde|Taylor Tyler|Ethan Nathan|Aaron Erin|Emily Emma|Emily Amelia|Emilia Amelia|' +
  'Isabella Elizabeth|Isabella Isabelle|Ella Isabella|Eleanor Ella|Elena Helena|Jayden Kayden|Aiden Kaiden|Kian Ryan|Kyle Kylie|Noah Nora|Leo Theo|Leon Leo|Liam William|Lily Lila|Lila Lola|Mila Myla|Mila Mia|' +
  'Samuel Samantha|Charles Charlotte|Frederick Alfred|Edward Theodore|Beth Libby|Beth Eliza|Elsie Eliza|Kate Kitty|Betty Libby|Poppy Penelope|Rosie Ruby|Rose Ruth|Ava Eva|Eva Evelyn|Ivan Ian|Owen Euan|Yusuf Joseph|' +
  'Ibrahim Abraham|Musa Moses|Ayaan Aryan|Zain Zaid|Amir Amin|Omar Amar|Umar Usman|Aisha Alisha|Amina Amira|Amina Aminata|Khadija Hadia|Maryam Miriam|Nadia Nadine|Samira Samia|Salma Selina|Safiya Sofia|' +
  'Oluwaseun Oluwatobi|Damilola Damilare|Chidera Chidinma|Chiamaka Chioma|Kwame Kwaku|Kofi Kwesi|Ama Amara|Adebayo Adeyemi|Gurpreet Harpreet|Jaspreet Manpreet|Amandeep Mandeep|Arjun Aryan|Rohan Rowan|Priya Pooja|' +
  'Mehmet Ahmet|Elif Ela|Jakub Jan|Kasia Basia|Zofia Zuzanna|Michal Mikolaj|Marta Martha|Lena Luna|Layla Lily|Callum Caleb|Connor Corey|Cian Ciara|Niamh Naomi|Aoife Ava|Rhys Ryan|Sian Sioned|Megan Morgan|Finn Quinn'
)
  .split('|')
  .map((pair) => {
    const [a = '', b = ''] = pair.split(' ');
    return [a, b] as const;
  });

describe('known variants of forenames', () => {
  it.each([
    ['Frederick', 'Freddie'],
    ['Freddie', 'Fred'],
    ['Frederick', 'Fred'],
    ['Elizabeth', 'Beth'],
    ['Elizabeth', 'Libby'],
    ['William', 'Bill'],
    ['Katherine', 'Kate'],
    ['Catherine', 'Kathryn'],
    ['Alexander', 'Alex'],
    ['Alexandra', 'Alex'],
    ['Mohammed', 'Muhammad'],
    ['Mohamed', 'Maxamed'],
    ['Md', 'Mohammad'],
    ['Hussain', 'Hussein'],
    ['Yusuf', 'Youssef'],
    ['Omar', 'Cumar'],
    ['Aisha', 'Caasha'],
    ['Abdullahi', 'Cabdulaahi'],
    ['Ola', 'Oluwaseun'],
    ['Seun', 'Oluwaseun'],
    ['Emeka', 'Chukwuemeka'],
    ['Kwasi', 'Akwasi'],
    ['Kasia', 'Katarzyna'],
    ['Gosia', 'Małgorzata'],
    ['Kuba', 'Jakub'],
    ['Siobhán', 'Shivaun'],
    ['Seán', 'Shaun'],
    ['Niamh', 'Neve'],
    ['Caoimhe', 'Keeva'],
    ['Rhys', 'Reece'],
    ['Dafydd', 'Dai'],
    ['Alasdair', 'Alistair'],
    ['Mhairi', 'Mairi'],
    ['Euan', 'Ewan'],
    ['Gurpreet', 'Preet'],
    ['Simranjit', 'Simran'],
    ['Ayşe', 'Ayshe'],
    ['Zeynep', 'Zainab'],
    ['Sasha', 'Oleksandr'],
    ['Masha', 'Mariia'],
    ['Lilly', 'Lily'],
    ['Zoë', 'Zoey'],
    ['Sara', 'Sarah'],
    ['Giannis', 'Ioannis'],
    ['Faadumo', 'Fatima'],
    ['Khaalid', 'Khalid'],
    ['Gurprit', 'Gurpreet'],
    ['Wiktoria', 'Victoria'],
  ])('%s and %s are', (a, b) => {
    expect(variants(a, b)).toBe(true);
    expect(variants(b, a)).toBe(true);
  });

  it.each(DIFFERENT)('%s and %s are not: they may be two children of one family', (a, b) => {
    expect(variants(a, b)).toBe(false);
  });

  it('do not run on from one family to the next, and least of all from boys to girls', () => {
    expect(variants('Alex', 'Alexander') && variants('Alex', 'Alexandra')).toBe(true);
    expect(variants('Alexander', 'Alexandra')).toBe(false);
    expect(variants('Fred', 'Alfred') && variants('Fred', 'Frederick')).toBe(true);
  });

  it('a name that no list knows has none', () => {
    expect(familiesOf('XYLO')).toEqual([]);
    expect(variants('Xylo', 'Xylo')).toBe(false);
  });

  it('are lists of at least two folded names, each name once, each family under an id of its own', () => {
    expect(VARIANT_FAMILIES.size).toBeGreaterThan(1000);
    for (const [family, names] of VARIANT_FAMILIES) {
      expect(family).toMatch(/^[A-Z]{2,}[0-9]*$/);
      expect(names.length, family).toBeGreaterThan(1);
      expect(new Set(names).size, family).toBe(names.length);
      for (const name of names) expect(name, family).toMatch(/^[A-Z]{2,}$/);
    }
  });

  it('are wide: English, Celtic, Slavic, Muslim, Sikh, Yoruba, Igbo, Akan and Turkish names among them', () => {
    expect(new Set([...VARIANT_FAMILIES.values()].flat()).size).toBeGreaterThan(3000);
  });
});
