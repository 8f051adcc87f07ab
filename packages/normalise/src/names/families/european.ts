/** Romanian, Hungarian, Greek, Italian, Spanish, Portuguese, French, German, Albanian and Hebrew forenames. *Shape*: see `variant-families.ts`. */
export const EUROPEAN = `
Alexandru: Alex | Sandu
Andreea Andrea
Constantin: Costel
Gheorghe: Gigi | George
Ioan Ion: Ionut Ionel
Mihai Mihail
Nicolae: Nicu
Stefan Ștefan Stephan
Vasile: Vasi
Istvan István: Pista
Katalin: Kati
Laszlo László: Laci

Dimitrios Dimitris
Georgios Giorgos Yiorgos
Ioannis Yiannis Giannis
Konstantinos Constantinos: Kostas Costas
Nikolaos: Nikos Nicos
Panagiotis Panayiotis: Panos

Alessandro: Ale | Sandro
Alessandra: Ale | Sandra
Domenico: Mimmo
Giovanni: Gianni
Giuseppe: Beppe
Lorenzo: Enzo | Renzo
Matteo Mateo: Teo
Vincenzo: Enzo

Alejandro: Alex | Ale
Alejandra: Alex | Ale
Beatriz: Bea Bia
Eduardo: Edu
Fernando: Nando
Francisco: Paco | Chico | Fran
Goncalo Gonçalo Gonzalo
Guadalupe: Lupe
Guilherme: Gui
Ines Inez Inês
Jose José: Pepe | Ze
Luis Luiz Luís
Manuel: Manu Manny | Manolo
Miguel: Migui
Rafael Raphael: Rafa Raf | Rafe
Roberto: Beto
Santiago: Santi
Tiago Thiago

Antoine: Toine
Jean-Baptiste Jeanbaptiste: JB
Johannes: Hannes
Mathieu Matthieu Mathieux

Avraham: Avi | Abe | Abraham
Menachem: Mendel Mendy
Mordechai: Motti Mordy
Moshe Moishe
Rivka Rifka: Rivky
Shmuel: Shmuli
Yaakov Yakov: Yanky
Yehuda Yehudah
Yisroel Yisrael
Yitzchak Yitzhak
Yosef Yossef: Yossi
`;
