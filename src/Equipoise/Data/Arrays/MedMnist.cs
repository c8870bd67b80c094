namespace Equipoise.Data.Arrays;

/// <summary>Names of the classes of MedMNIST's single-label sets (Yang et al. 2023), which its files do not hold.</summary>
internal static class MedMnist
{
    private static readonly string[] Organs =
    [
        "bladder", "femur-left", "femur-right", "heart", "kidney-left", "kidney-right", "liver", "lung-left", "lung-right",
        "pancreas", "spleen",
    ];

    private static readonly Dictionary<string, string[]> Classes = new()
    {
        ["bloodmnist"] =
        [
            "basophil", "eosinophil", "erythroblast", "immature granulocytes", "lymphocyte", "monocyte", "neutrophil", "platelet",
        ],
        ["breastmnist"] = ["malignant", "normal, benign"],
        ["dermamnist"] =
        [
            "actinic keratoses and intraepithelial carcinoma", "basal cell carcinoma", "benign keratosis-like lesions",
            "dermatofibroma", "melanoma", "melanocytic nevi", "vascular lesions",
        ],
        ["octmnist"] = ["choroidal neovascularization", "diabetic macular edema", "drusen", "normal"],
        ["organamnist"] = Organs,
        ["organcmnist"] = Organs,
        ["organsmnist"] = Organs,
        ["pathmnist"] =
        [
            "adipose", "background", "debris", "lymphocytes", "mucus", "smooth muscle", "normal colon mucosa",
            "cancer-associated stroma", "colorectal adenocarcinoma epithelium",
        ],
        ["pneumoniamnist"] = ["normal", "pneumonia"],
        ["tissuemnist"] =
        [
            "collecting duct, connecting tubule", "distal convoluted tubule", "glomerular endothelial cells",
            "interstitial endothelial cells", "leukocytes", "podocytes", "proximal tubule segments", "thick ascending limb",
        ],
    };

    /// <summary>The classes by label; none where the file is not named like one of MedMNIST's (<c>breastmnist_224.npz</c>).</summary>
    public static IReadOnlyList<string> ClassesOf(string path) =>
        Classes.GetValueOrDefault(Path.GetFileNameWithoutExtension(path).ToLowerInvariant().Split('_')[0], []);
}
