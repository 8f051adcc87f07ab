/** English forenames of girls with their short forms. *Shape*: see `variant-families.ts`. */
export const ENGLISH_GIRLS = `
Abigail Abigale Abbigail Abigayle Abigael: Abby Abbie Abi Abbey Abbi | Gail
Adelaide: Addie Addy
Adeline: Addie Addy
Agatha: Aggie
Agnes: Aggie | Nessie
Alexandra Alexandria Aleksandra: Alex Alix | Lexi Lexie Lexy | Allie Ally Ali | Sasha Sacha | Sandy Sandie | Xandra Zandra
Alexis: Lexi Lexie Lexy | Alex
Alice Alys Alyce: Ali Allie Ally
Alison Allison Alyson: Ali Allie Ally
Amanda: Mandy Mandie
Amelia Ameliah: Millie Milly Mills
Amy Aimee Amie Aimie Aimée
Andrea: Andie Andi
Angela: Angie Ange
Angelina: Angie Ange
Ann Anne: Annie
Anna: Annie
Annabel Annabelle Anabel Anabelle Annabell: Bella | Belle | Annie | Bel
Antonia: Toni
Arabella: Bella | Belle
Barbara: Babs Barb Barbie
Beatrice Beatrix: Bea Bee | Trixie | Beattie
Bernadette: Bernie
Bethany Bethanie Bethenny: Beth Bethie
Bridget Brigid Bridgette Brigitte: Bridie Biddy
Camilla Camila: Millie Milly | Cami
Caroline Carolyn Carolyne: Carrie | Caz
Cassandra Kassandra: Cass Cassie Cassy Kass
Catherine Katherine Kathryn Katharine Catharine Kathrine Cathryn Katheryn: Kate Katie Katy Cate | Kathy Cathy Kath Cath | Kat Cat | Kitty Kit
Cecilia Cecelia: Cece Cissy
Charlotte Charlott Sharlotte: Charlie Charley Charli Charly | Lottie Lotty Lotte | Char
Christina Kristina Cristina: Chris Chrissie Chrissy | Tina | Christy Christie
Christine Kristine: Chris Chrissie Chrissy | Tina
Clarissa Clarisse: Clary
Clementine: Clem Clemmie
Constance: Connie
Cordelia: Delia
Cynthia: Cindy Cyn
Danielle: Dani Danni Dannie
Daniella Daniela: Dani Danni Dannie
Deborah Debra Debora: Deb Debs Debbie Debby
Diana Dianna: Di
Dorothy Dorothea: Dot Dottie Dotty | Dolly | Dora
Eleanor Elinor Eleanore Ellenor Elenor: Ellie Elly | Nell Nellie Nelly | Nora Norah
Elizabeth Elisabeth Elizabet Elisabet: Liz Lizzie Lizzy | Beth Bess Bessie | Betsy Betty | Libby Libbie | Eliza | Elsie | Ellie Elly
Ellen: Ellie Elly | Nell Nellie
Elspeth Elsbeth: Elsie
Emily Emilie Emmily Emely: Em Emmie Emmy | Millie Milly
Emma Ema: Em Emmie Emmy
Esmeralda: Esme
Esther Ester: Essie | Hettie | Esty
Eva: Evie
Eve: Evie
Evangeline: Evie
Evelyn Evelin Evelyne Evalyn: Evie | Eve
Felicity: Fliss Flick Lissy
Fiona: Fi
Florence: Flo Florrie | Flossie Floss
Frances: Fran Franny | Frankie | Francie
Francesca Franchesca Franceska: Fran Franny | Frankie | Cesca Chess Chessie
Gabriella Gabriela: Gabby Gabi Gabbie Gaby
Gabrielle: Gabby Gabi Gabbie Gaby
Genevieve: Gen | Evie
Georgia: Georgie
Georgina: Georgie | Gina
Geraldine: Gerry
Gertrude: Trudy Gertie
Grace: Gracie
Gwendolyn Gwendolen Gwendoline: Gwen
Harriet Harriett Harriette: Hattie Hatty | Hettie Hetty
Helen Hellen: Nell Nellie
Helena: Lena
Elena: Lena
Henrietta: Hettie Hetty | Etta
Imogen Imogene: Immy Immie Immi Imi
Isabel Isabelle Isobel Isabell Izabel Isobelle: Izzy Issy Izzie Issie | Belle Bel
Isabella Izabella Isabela Isobella: Izzy Issy Izzie Issie | Bella
Jacqueline Jacquelyn Jaqueline: Jackie Jacky Jacqui
Jane Jayne: Janey Janie
Jasmine Jasmin Jazmin Jazmine: Jas Jaz Jazz Jazzy
Jemima: Mima | Jem Jemmy | Mimi
Jennifer Jenifer: Jen Jenny Jenni Jennie
Jessica Jesica Jessika: Jess Jessie Jessy
Joanna Johanna: Jo Jojo
Joanne: Jo Jojo
Jocelyn Joscelyn: Joss
Josephine: Josie Josey | Jo Jojo | Posy
Judith: Judy Judi | Jude
Julia: Jules
Juliet Juliette: Jules
Katrina Catrina: Kat | Trina
Kimberley Kimberly Kimberleigh: Kim Kimmy
Laura: Laurie Lori
Lauren Loren: Laurie | Loz
Lillian Lilian: Lily Lilly Lillie Lil
Louisa: Lou Lulu
Louise: Lou Lulu
Lucinda: Lucy | Cindy | Lulu
Madeleine Madeline Madelyn Madaleine Madelaine: Maddie Maddy Mads
Madison Maddison Madisson Madyson: Maddie Maddy Mads
Marianne Mary-Ann Mary-Anne Maryann
Margaret Margret: Maggie Mags | Meg | Peggy Peg | Margie Marge | Greta | Madge
Martha: Marty
Mary: Molly Mollie | Polly | May Mamie
Matilda Mathilda: Tilly Tillie | Tilda | Mattie Matty
Megan Meghan Meagan Meaghan: Meg Megs Meggie
Melanie Melany: Mel
Melissa Mellissa: Mel | Missy | Lissa
Michelle Michele: Shell Shelly
Millicent: Millie Milly
Miranda: Mandy | Randa
Natalie Nathalie Nataly Natalee: Nat Natty
Natasha Natascha: Tash Tasha | Nat
Nicola Nichola: Nicky Nikki Nicki Nic
Nicole Nichole: Nicky Nikki Nicki Nic
Olivia Olyvia Oliwia: Liv Livvy Livvie Livi
Pamela: Pam Pammy
Patricia: Pat Patsy Patty | Tricia Trish
Penelope: Penny Pen | Nell
Philippa Phillipa Philipa: Pippa Pip
Priscilla: Cilla
Rachel Rachael: Rach | Rae
Rebecca Rebekah Rebeca Rebbecca Rebeka: Becky Becca Beccy Becci | Bex Becks
Rosalind: Ros Roz | Rosie Rosy
Rosanna Rosannah: Rosie
Rose: Rosie Rosy
Rosemary Rosemarie: Rosie Rosy | Rose
Roxanne Roxanna: Roxy Roxie
Ruth: Ruthie
Samantha: Sam Sammy Sammie
Sarah Sara Sarra Saarah: Sally | Sadie
Savannah Savanna: Sav | Vannah
Sophia Sofia Sofija: Soph
Sophie Sofie Sophy: Soph
Stephanie Stefanie Stephany: Steph Steff Stephie | Stevie
Susan Suzan: Sue | Susie Suzie Suzy
Susanna Susannah Suzanna Suzannah: Sue | Susie Suzie Suzy | Zanna
Suzanne Susanne: Sue | Susie Suzie Suzy
Sylvia Silvia: Sylvie
Tabitha Tabatha: Tabby
Tamara: Tammy Tam
Tamsin Tamzin: Tammy Tam
Teresa Theresa Therese: Tess Tessa Tessie | Terry Teri
Thomasina: Tamsin
Tiffany: Tiff
Valerie: Val
Vanessa: Nessa Ness
Veronica: Ronnie
Victoria Viktoria Wiktoria: Vicky Vicki Vickie | Tori Tory
Virginia: Ginny Ginnie
Vivienne Vivian Vivien Viviane: Viv
Wilhelmina: Mina | Billie
Winifred: Winnie | Freda Freddie
`;
