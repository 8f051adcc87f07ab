/** Polish, Ukrainian, Russian, Czech, Slovak, Lithuanian and Latvian forenames with their short and passport forms. *Shape*: see `variant-families.ts`. */
export const SLAVIC_AND_BALTIC = `
Agnieszka: Aga Agusia
Aleksandra Oleksandra Olexandra: Ola Olka | Sasha
Aleksander: Olek Alek | Alexander
Andrzej: Jedrek | Andrew
Anna: Ania Anka Anya
Antoni: Antek Antos Tosiek
Antonina: Tosia
Barbara: Basia
Bartosz Bartlomiej: Bartek
Dominika: Nika
Elzbieta Elżbieta: Ela Elka | Elizabeth
Emilia Emilija: Emilka
Ewa Eva
Filip Philip: Filipek
Franciszek: Franek Franio | Francis
Gabriela: Gabrysia
Grzegorz: Grzes Grzesiek | Gregory Greg
Hanna: Hania Hanka
Ignacy: Ignas
Jakub: Kuba Kubus | Jacob
Jan: Janek Jas Jasiu | John
Joanna: Asia Joasia
Julia Yulia Yuliya Yuliia: Jula Julka | Yulya
Kacper Kasper: Kacperek
Karolina: Karola
Katarzyna: Kasia Kaska | Kate Kathy | Katherine Catherine
Krzysztof: Krzys Krzysiek | Chris | Christopher
Lukasz Łukasz: Luke | Lukas Lucas
Maciej: Maciek
Magdalena: Magda Madzia | Lena
Malgorzata Małgorzata: Gosia Malgosia Goska | Margaret
Marcin: Marcinek | Martin
Maria Mariya Mariia: Marysia | Masha
Mateusz: Mati Matek | Matthew
Michal Michał: Misiek Michalek | Michael
Mikolaj Mikołaj: Miki | Nicholas Nicolas
Natalia Nataliya Nataliia: Natalka | Natasha Nata
Nikodem: Niko
Pawel Paweł: Pawelek | Paul
Piotr: Piotrek Piotrus | Peter
Stanislaw Stanisław: Stas Staszek | Stanley
Szymon: Szymek | Simon
Tomasz: Tomek | Tom | Thomas
Tymoteusz: Tymek
Wiktor Viktor Victor
Wiktoria Viktoriya Viktoriia: Wika Vika
Wojciech: Wojtek
Zofia: Zosia Zoska | Sofia Sophia
Zuzanna Zusanna: Zuzia Zuza | Susanna Suzanna Susannah

Anastasiia Anastasiya Anastasia: Nastya Nastia | Stasya
Andrii Andrei Andrey Andriy
Artem Artyom Artiom
Bohdan Bogdan
Danylo Daniil Danilo Danil
Daryna Darina
Daria Darya Dariya: Dasha
Dmytro Dmitry Dmitri Dimitri Dmitriy: Dima Mitya
Ekaterina Kateryna Katerina Yekaterina: Katya Katia
Iryna Irina: Ira
Ivan: Vanya
Khrystyna Kristina
Maksym Maxim Maksim: Max
Mykhailo Mikhail Mykhaylo: Misha
Mykola Nikolai Nikolay: Kolya
Oksana Oxana
Oleksandr Olexandr Aleksandr Alexandr: Sasha Sashko | Alex
Oleksii Alexei Aleksey Oleksiy Alexey: Alyosha
Olena Elena Yelena: Lena
Olha Olga: Olya
Pavlo Pavel: Pasha
Petro Pyotr
Roman: Roma
Serhii Sergei Sergey Serhiy
Sofiia Sofiya Sofia
Svitlana Svetlana: Sveta
Tetiana Tatiana Tetyana Tatyana: Tanya Tania
Volodymyr Vladimir: Vova Volodya
Yaroslav Jaroslav: Yarik
Yevhen Yevgeny Evgeny Yevhenii: Zhenya
Yurii Yuri Yuriy Iurii

Jiri Jiří: Jirka
Josef Jozef: Pepa
Katarina Katerina: Katka
Tomas Tomáš: Tom
Zuzana: Zuzka
Jonas: Jonukas
Lukas Lukasas
Gabija Gabia
Kristaps Kristap
`;
